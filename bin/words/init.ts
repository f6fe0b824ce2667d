// What `init` found in a repository, and what ran in its sandboxes, as lines for a terminal.
import { styleText } from "node:util";
import type { CheckResult } from "../../src/domain/evidence.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { flattened, visible } from "../../src/domain/text.ts";
import { noteText } from "../../src/messages/note.ts";
import { becauseOf } from "../../src/messages/outcome.ts";
import { failedRemedy } from "../../src/messages/remedy.ts";
import { count, duration } from "../../src/messages/words.ts";
import type { Trial } from "../init/trial.ts";

/** `recognised`: the kind of project; null: none that can be checked. `inForce`: how many checks the rules have. */
export type DraftFacts = { recognised: string | null; hints: number; inForce: number };

export function draftWords({ recognised, hints, inForce }: DraftFacts): string[] {
  const suggestions =
    hints === 0
      ? "The repository's files suggest nothing else."
      : `The repository's files make ${count(hints, "suggestion")}.`;
  if (recognised !== null) return [`Recognised: ${recognised}. ${suggestions}`];
  return [
    `Nothing to check is recognised. ${suggestions}`,
    ...(inForce > 0 || hints === 0
      ? []
      : ["Read them in the file; `--suggested` puts them in force and tries them."]),
  ];
}

export function trialWords(trial: Trial): string[] {
  if (trial.kind === "stopped") return stoppedWords(trial.outcome);
  return [
    ...trial.setup.map((command) => `${GOOD} set-up: ${shown(command)}`),
    ...trial.results.flatMap(resultWords),
    ...trial.notes.map((note) => `      ${visible(noteText(note))}`),
  ];
}

const GOOD = styleText("green", "ok   ");
const BAD = styleText("red", "wrong");
const LAST_LINES = 15;

function resultWords({ check, ending, exitStatus, durationMs, output, tests }: CheckResult): string[] {
  const ran = tests === null ? "" : `, ${count(tests.length, "test")}`;
  const how = `${duration(durationMs)}${ran}`;
  const what = `${check.name}: ${shown(check.command)}`;
  if (ending === "passed") return [`${GOOD} ${what} (${how})`];
  const status = ending === "timed-out" ? "out of time" : `exit status ${exitStatus ?? "unknown"}`;
  return [`${BAD} ${what} (${status}, ${how})`, ...lastLines(output)];
}

function stoppedWords(outcome: Outcome): string[] {
  const remedy = outcome.kind === "failed" ? [`      → ${failedRemedy(outcome.reason, HERE)}`] : [];
  const log = outcome.kind === "failed" && outcome.log !== null ? lastLines(outcome.log) : [];
  return [`${BAD} ${visible(becauseOf(outcome))}`, ...remedy, ...log];
}

const HERE = {
  where: "folder",
  again: "run the same command again with `--force`",
  sayMore: "Change the rules",
  firstCommit: "Make a first commit",
  moreRounds: "Decide what shall become of the open threads",
} as const;

function lastLines(output: string): string[] {
  const lines = visible(output).trimEnd().split("\n").slice(-LAST_LINES);
  return lines.map((line) => `      ${styleText("dim", "│")} ${line}`);
}

const MAX_COMMAND = 200;

function shown(command: string): string {
  const flat = flattened(command);
  return flat.length <= MAX_COMMAND ? flat : `${flat.slice(0, MAX_COMMAND)}…`;
}
