// What a run is, at a glance: whose issue, how it stands, what it took and spent.

import { html } from "hono/html";
import { issueName, slug } from "../../domain/repository.ts";
import type { KeptReport } from "../../ledger/ledger.ts";
import type { RunRow } from "../../ledger/rows.ts";
import { becauseOf } from "../../messages/outcome.ts";
import { nameOf } from "../../messages/stop.ts";
import { tallyText } from "../../messages/tally.ts";
import { amount as limit, money } from "../../messages/words.ts";
import { answerForm, button } from "../html/buttons.ts";
import { type Fact, facts } from "../html/facts.ts";
import type { Html } from "../html/html.ts";
import { onGitHub, runPath } from "../html/issue.ts";
import { outcomeStatus } from "../html/status.ts";
import { ago, amount, announced, lasting, moment, prose, said, sentence } from "../html/words.ts";
import type { Told } from "./told.ts";

export type Seen = {
  nowMs: number;
  serverUrl: string;
  csrf: string;
  /** Buttons are shown. */
  mayAct: boolean;
  /** What became of what was asked for just now; null: nothing was. */
  acted: string | null;
};

export function head(told: Told, { nowMs, serverUrl, csrf, mayAct, acted }: Seen): Html {
  const { row, runs, events, report } = told;
  const title = row.title === null ? html`${issueName(row.issue)}` : said(row.title);
  const started = events.find((event) => event.kind === "started");
  const asker = started === undefined ? null : nameOf(started.asker);
  const endMs = row.endedAt === null ? nowMs : Date.parse(row.endedAt);
  const all: Fact[] = [
    ["Issue", onGitHub(serverUrl, row.issue)],
    ...(asker === null ? [] : [["Asked by", asker] satisfies [string, string]]),
    ["Began", html`${ago(Date.parse(row.startedAt), nowMs)}`],
    [row.endedAt === null ? "Runs for" : "Took", lasting(endMs - Date.parse(row.startedAt))],
    ["Spent", ofBudget(money(row.usd), row.budget && limit("usd", row.budget.usd))],
    ["Tokens", ofBudget(amount(row.tokens), row.budget && amount(row.budget.tokens))],
    ["Steps", ofBudget(amount(row.steps), row.budget && amount(row.budget.steps))],
    ...(row.coder === null ? [] : [["Coder", row.coder] satisfies [string, string]]),
  ];
  return html`<p class="crumb"><a href="/">Board</a></p>
<h1>${title}</h1>
<div data-part="head">
<p class="stand">${outcomeStatus(row.ended)} <span>${standOf(row, report, serverUrl)}</span></p>
${facts(all)}
${announced(acted)}
${mayAct ? buttonsFor(told, csrf, serverUrl) : ""}
</div>
${otherRuns(row, runs)}`;
}

/** The budget is known once the run has read its issue. */
function ofBudget(spent: string, most: string | null): Html | string {
  return most === null ? spent : html`${spent} <small>of ${most}</small>`;
}

/** Of the newest run of an issue only: what can be asked for is about the issue. */
function buttonsFor({ row, standing }: Told, csrf: string, serverUrl: string): Html | string {
  const installationId = row.installationId ?? standing?.installationId ?? null;
  if (standing === null || standing.run !== row.runId || installationId === null) return "";
  const about = { issue: row.issue, installationId, csrf, back: runPath(row.runId) };
  if (row.ended === null) return html`<div class="acts">${button("stop", about)}</div>`;
  if (standing.lane !== "needs-answer") return html`<div class="acts">${button("retry", about)}</div>`;
  const { repository, number } = row.issue;
  const place = `${serverUrl}/${slug(repository)}/issues/${number}#new_comment_field`;
  const onGitHub = html`<a href="${place}" rel="noreferrer">Answer on GitHub</a>`;
  return html`${answerForm(about)}<div class="acts">${button("go", about)}${button("retry", about)}${onGitHub}</div>`;
}

function standOf(row: RunRow, report: KeptReport | null, serverUrl: string): Html | string {
  if (row.ended === null) return row.phase === null ? "It begins." : `In ${row.phase}.`;
  const outcome = report?.outcome ?? null;
  if (outcome === null) return "";
  if (outcome.kind === "past") return outcome.told;
  if (outcome.kind === "opened" || outcome.kind === "revised")
    return html`${onGitHub(serverUrl, row.issue, outcome.pull.number)}. Measured: ${prose(tallyText(outcome.measured))}.`;
  if (outcome.kind === "needs-answer")
    return html`${outcome.questions.map(({ id, text, recommended }) => html`<span class="question"><b>${id}</b> ${said(text)} <span class="note">Recommended: ${said(recommended)}</span></span>`)}`;
  return sentence(becauseOf(outcome));
}

function otherRuns({ runId }: RunRow, runs: RunRow[]): Html | string {
  if (runs.length < 2) return "";
  return html`<details class="runs" id="runs"><summary>${runs.length} runs of this issue</summary><ol reversed>${runs.map(
    (run) =>
      html`<li><a href="${runPath(run.runId)}"${run.runId === runId ? html` aria-current="page"` : ""}>${run.job ?? "run"}, ${moment(run.startedAt)}</a> ${outcomeStatus(run.ended)}</li>`,
  )}</ol></details>`;
}
