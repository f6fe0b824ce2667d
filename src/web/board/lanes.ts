// The lanes of the board: what each is called, and what its table tells of an issue.
import { html } from "hono/html";
import { BUDGET_NAMES } from "../../domain/budget.ts";
import type { Outcome } from "../../domain/outcome.ts";
import type { Lane, Standing } from "../../ledger/rows.ts";
import { becauseOf } from "../../messages/outcome.ts";
import { count, money } from "../../messages/words.ts";
import type { Html } from "../html/html.ts";
import { issueLink, onGitHub } from "../html/issue.ts";
import { bar, tightest } from "../html/meter.ts";
import { outcomeStatus, status, type Tone } from "../html/status.ts";
import type { Column, Row } from "../html/table.ts";
import { ago, amount, lasting, sentence } from "../html/words.ts";

export type Seen = { nowMs: number; serverUrl: string };

export type LaneView = {
  name: string;
  tone: Tone;
  /** What is asked of whom there. */
  means: string;
  columns: Column[];
  /** Without the first cell, which names the issue. */
  cells(row: Standing, seen: Seen): Row;
};

const SPENT: Column = { name: "Spent", isNumber: true };
const SINCE: Column = { name: "Since", isNumber: true };

export const LANE_VIEWS: Record<Lane, LaneView> = {
  running: {
    name: "Running",
    tone: "live",
    means: "A worker is at it.",
    columns: [{ name: "Phase" }, { name: "Age", isNumber: true }, SPENT],
    cells: ({ newest, since }, { nowMs }) => [
      phaseOf(newest, nowMs),
      lasting(nowMs - since),
      spentOf(newest),
    ],
  },
  "needs-answer": {
    name: "Needs an answer",
    tone: "warn",
    means: "Nothing is spent until somebody answers.",
    columns: [{ name: "Questions" }, SINCE],
    cells: ({ outcome, since }, { nowMs }) => [questionsOf(outcome), ago(since, nowMs)],
  },
  "in-review": {
    name: "In review",
    tone: "good",
    means: "A pull request waits for a person.",
    columns: [
      { name: "Pull request" },
      { name: "Rounds", isNumber: true },
      SPENT,
      { name: "Open", isNumber: true },
    ],
    cells: ({ issue, pull, rounds, usd, since }, { nowMs, serverUrl }) => [
      onGitHub(serverUrl, issue, pull),
      amount(rounds),
      money(usd),
      lasting(nowMs - since),
    ],
  },
  blocked: {
    name: "Blocked",
    tone: "bad",
    means: "A person has to do something before it goes on.",
    columns: [{ name: "Because" }, SPENT, SINCE],
    cells: ({ outcome, usd, since }, { nowMs }) => [
      outcome === null ? "" : html`<span class="because">${sentence(becauseOf(outcome))}</span>`,
      money(usd),
      ago(since, nowMs),
    ],
  },
  done: {
    name: "Done",
    tone: "rest",
    means: "Nothing is open.",
    columns: [{ name: "Ended" }, SPENT, SINCE],
    cells: ({ merged, issue, outcome, newest, usd, since }, { nowMs, serverUrl }) => [
      merged === null
        ? outcomeStatus(outcome?.kind ?? newest?.ended ?? null)
        : html`${status("Merged", "good")} ${onGitHub(serverUrl, issue, merged)}`,
      money(usd),
      ago(since, nowMs),
    ],
  },
};

export function rowOf(view: LaneView, standing: Standing, seen: Seen): Row {
  return [issueLink(standing.issue, standing.title, standing.run), ...view.cells(standing, seen)];
}

function phaseOf(newest: Standing["newest"], nowMs: number): Html | string {
  if (newest === null) return "";
  const { phase, phaseAt } = newest;
  if (phase === null || phaseAt === null) return "begins";
  return html`${phase} <span class="note">for ${lasting(nowMs - Date.parse(phaseAt))}</span>`;
}

function spentOf(newest: Standing["newest"]): Html | string {
  if (newest === null) return "";
  const most = tightest(newest.shares);
  const words = `${money(newest.usd)} · ${count(newest.steps, "step")}`;
  return most === null ? words : html`${words} ${bar(most.share, `its ${BUDGET_NAMES[most.cap]}`)}`;
}

function questionsOf(outcome: Outcome | null): Html | string {
  if (outcome?.kind !== "needs-answer") return "";
  const [first, ...more] = outcome.questions;
  if (first === undefined) return "";
  const rest = more.length === 0 ? "" : html` <span class="note">and ${more.length} more</span>`;
  return html`<bdi>${first.text}</bdi>${rest}`;
}
