// The sandboxes that are open: for which run, what for, of which image, and since when.
import { html } from "hono/html";
import type { RunRow } from "../../ledger/rows.ts";
import type { SignOf } from "../../signs/sign.ts";
import type { Html } from "../html/html.ts";
import { issueLink } from "../html/issue.ts";
import { panel } from "../html/table.ts";
import { code, lasting } from "../html/words.ts";

/** `runs`: those that are known, by their ids. */
export function sandboxes(open: SignOf<"sandbox">[], runs: ReadonlyMap<string, RunRow>, nowMs: number): Html {
  if (open.length === 0) return html`<p class="note">None is open.</p>`;
  const rows = open
    .toSorted((a, b) => a.sinceMs - b.sinceMs)
    .map(({ runId, purpose, image, sinceMs }) => {
      const run = runs.get(runId);
      const whose = run === undefined ? code(runId) : issueLink(run.issue, run.title, runId);
      return [whose, purpose, code(image), lasting(nowMs - sinceMs)];
    });
  const columns = [{ name: "Run" }, { name: "For" }, { name: "Image" }, { name: "Open for", isNumber: true }];
  return panel("Open sandboxes", columns, rows);
}
