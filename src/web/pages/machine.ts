// The machine: workers and their places, what waits, and what of deliveries and words is open or was given up.
import { html } from "hono/html";
import { identityOf, slug } from "../../domain/repository.ts";
import { causeText } from "../../messages/fault.ts";
import type { GivenUp } from "../../queue/given-up.ts";
import type { Open } from "../../queue/view.ts";
import { withoutSecrets } from "../../secrets.ts";
import type { Html } from "../html/html.ts";
import { status } from "../html/status.ts";
import { table } from "../html/table.ts";
import { ago, amount, prose } from "../html/words.ts";
import type { Page } from "./page.ts";

export const machine: Page = {
  path: "/machine",
  nav: "Machine",
  isLive: true,
  isForOperators: true,
  async show({ sources }) {
    const { places, running, waiting, deliveries, words, givenUp } = await sources.queue.machine();
    const taken = Object.values(running).reduce((sum, count) => sum + count, 0);
    const facts: [string, string][] = [
      ["Workers", amount(places.workers)],
      ["Places taken", `${amount(taken)} of ${amount(places.all)}`],
      ["Most for a repository", amount(places.perRepository)],
      ["Waiting", amount(waiting)],
    ];
    const names = new Map(
      (await sources.ledger.repositories()).map((each) => [identityOf(each), slug(each)]),
    );
    const rows = Object.entries(running)
      .map(([identity, count]) => ({ name: names.get(identity) ?? identity, count }))
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ name, count }) => [name, amount(count)]);
    return {
      title: "Machine",
      main: html`<h1>Machine</h1>
<div data-part="machine"><p class="stand">${places.workers === 0 ? status("No worker", "bad") : status("At work", "good")} <span>${places.workers === 0 ? "Nothing begins until a worker is started." : "Workers gave a sign within twenty seconds."}</span></p>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${rows.length === 0 ? "" : html`<h2>At work</h2><div class="panel scroll">${table("Runs at work", [{ name: "Repository" }, { name: "Runs", isNumber: true }], rows)}</div>`}
<h2>Kept until they are done</h2>
<div class="panel scroll">${table(
        "Kept until they are done",
        [
          { name: "What" },
          { name: "State" },
          { name: "Open", isNumber: true },
          { name: "Given up, last week", isNumber: true },
        ],
        [
          ["Deliveries from GitHub", ...stateOf(deliveries)],
          ["Words owed to people", ...stateOf(words)],
        ],
      )}</div>
${await lost(givenUp, sources.clock.now())}</div>`,
    };
  },
};

async function lost(givenUp: GivenUp[], nowMs: number): Promise<Html | string> {
  if (givenUp.length === 0) return "";
  const rows = await Promise.all(
    givenUp.map(async ({ kind, name, why, atMs }) => [
      html`${WHAT[kind]} <code>${name}</code>`,
      html`<span class="because">${prose(await withoutSecrets(causeText(why)))}</span>`,
      ago(atMs, nowMs),
    ]),
  );
  const columns = [{ name: "What" }, { name: "Why" }, { name: "When", isNumber: true }];
  return html`<h2>Given up <span class="note">It is not tried again by itself. The server's log has all of it.</span></h2>
<div class="panel scroll">${table("Given up, newest first", columns, rows)}</div>`;
}

const WHAT: Record<GivenUp["kind"], string> = { delivery: "Delivery", word: "Word" };

function stateOf({ open, givenUp }: Open) {
  const state =
    givenUp > 0 ? status("Given up", "bad") : open > 0 ? status("Open", "warn") : status("Done", "good");
  return [state, amount(open), amount(givenUp)];
}
