// Deliveries and words that failed: those that are tried again, and those that were given up.
import { html } from "hono/html";
import { causeText } from "../../messages/fault.ts";
import type { Failed } from "../../queue/failed.ts";
import type { Open } from "../../queue/view.ts";
import { withoutSecrets } from "../../secrets.ts";
import type { Html } from "../html/html.ts";
import { status } from "../html/status.ts";
import { panel } from "../html/table.ts";
import { ago, amount, prose } from "../html/words.ts";

export function kept({ deliveries, words }: { deliveries: Open; words: Open }): Html {
  const columns = [
    ...[{ name: "What" }, { name: "State" }, { name: "Open", isNumber: true }],
    { name: "Given up, last week", isNumber: true },
  ];
  return panel("Kept until they are done", columns, [
    ["Deliveries from GitHub", ...stateOf(deliveries)],
    ["Words owed to people", ...stateOf(words)],
  ]);
}

function stateOf({ open, givenUp }: Open) {
  const state =
    givenUp > 0 ? status("Given up", "bad") : open > 0 ? status("Open", "warn") : status("Done", "good");
  return [state, amount(open), amount(givenUp)];
}

export async function failed(
  all: Failed[],
  { nowMs, csrf }: { nowMs: number; csrf: string },
): Promise<Html | string> {
  if (all.length === 0) return "";
  const rows = await Promise.all(
    all.map(async ({ kind, id, name, state, why, atMs }) => [
      html`${WHAT[kind]} <code>${name}</code>`,
      state === "waiting" ? status("Waits for its next try", "warn") : status("Given up", "bad"),
      html`<span class="because">${prose(await withoutSecrets(causeText(why)))}</span>`,
      ago(atMs, nowMs),
      kind === "delivery" && state === "given-up" ? judgeAgain(id, csrf) : "",
    ]),
  );
  const columns = [
    ...[{ name: "What" }, { name: "State" }, { name: "Why" }],
    ...[{ name: "Since", isNumber: true }, { name: "Again" }],
  ];
  return html`<h3>Failed <span class="note">What was given up is not tried again by itself. The server's log has all of it.</span></h3>
${panel("Failed, newest first", columns, rows)}`;
}

const WHAT: Record<Failed["kind"], string> = { delivery: "Delivery", word: "Word" };

function judgeAgain(id: string, csrf: string): Html {
  return html`<form method="post" action="/judge-again"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="id" value="${id}"><button class="second">Judge again</button></form>`;
}
