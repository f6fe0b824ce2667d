// The sweeps: when each looked last, how long that took, what it found, and when it looks again.
import { html } from "hono/html";
import type { SignOf } from "../../signs/sign.ts";
import type { Html } from "../html/html.ts";
import { status } from "../html/status.ts";
import { panel } from "../html/table.ts";
import { ago, amount, lasting, said, until } from "../html/words.ts";

type Look = SignOf<"sweep">;

export function sweeps(looks: Look[], nowMs: number): Html {
  if (looks.length === 0) return html`<p class="note">None has looked within the last day.</p>`;
  const rows = looks
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((look) => [
      NAMES[look.name] ?? look.name,
      foundOf(look),
      ago(look.beganAtMs, nowMs),
      look.tookMs < 1_000 ? `${look.tookMs} ms` : lasting(look.tookMs),
      until(look.beganAtMs + look.tookMs + look.everyMs, nowMs),
    ]);
  const columns = [
    ...[{ name: "Sweep" }, { name: "Found" }, { name: "Last look", isNumber: true }],
    ...[
      { name: "Took", isNumber: true },
      { name: "Next look", isNumber: true },
    ],
  ];
  return panel("Sweeps", columns, rows);
}

const NAMES: Record<string, string> = {
  repositories: "What no webhook brought",
  deliveries: "Deliveries that failed at GitHub",
};
const AMONG: Record<string, string> = { repositories: "repositories", deliveries: "deliveries" };

function foundOf({ name, result }: Look): Html {
  if (result.kind === "failed")
    return html`${status("Failed", "bad")} <span class="because">${said(result.programSaid)}</span>`;
  const { found, among } = result;
  return html`${found === 0 ? "Nothing" : amount(found)} <span class="note">in ${amount(among)} ${AMONG[name] ?? ""}</span>`;
}
