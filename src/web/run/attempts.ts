// How the checks went from attempt to attempt: failures should fall, and proofs should grow.
import { html } from "hono/html";
import type { KeptEvent } from "../../ledger/ledger.ts";
import type { Html } from "../html/html.ts";
import { status } from "../html/status.ts";
import { panel } from "../html/table.ts";

type Attempt = Extract<KeptEvent, { kind: "attempted" }>;

export function attemptsIn(events: KeptEvent[]): Attempt[] {
  return events.filter((event) => event.kind === "attempted");
}

export function attemptsTable(attempts: Attempt[]): Html {
  const names = [...new Set(attempts.flatMap(({ checks }) => checks.map(({ name }) => name)))];
  const rows = attempts.map(({ attempt, checks, criteria }) => [
    html`<span class="for-cards">Attempt </span>${attempt}`,
    ...names.map((name) => checkCell(checks.find((check) => check.name === name))),
    `${criteria.proven} of ${criteria.of}`,
  ]);
  const columns = [
    { name: "Attempt" },
    ...names.map((name) => ({ name })),
    { name: "Criteria proven", isNumber: true },
  ];
  return panel("Checks by attempt", columns, rows);
}

function checkCell(check: Attempt["checks"][number] | undefined): Html | string {
  if (check === undefined) return "";
  const { ending, failedTests, diagnostics } = check;
  if (ending === "passed") return status("Holds", "good");
  const what = [
    ...(failedTests > 0 ? [`${failedTests} failing`] : []),
    ...(diagnostics > 0 ? [`${diagnostics} ${diagnostics === 1 ? "error" : "errors"}`] : []),
  ];
  return html`${status(ending === "timed-out" ? "Timed out" : "Fails", "bad")} <span class="note">${what.join(", ")}</span>`;
}
