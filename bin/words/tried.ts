// What became of set-up and checks that were tried, a line each, for a terminal and for the set-up page.
import type { CheckResult } from "../../src/domain/evidence.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { flattened } from "../../src/domain/text.ts";
import { becauseOf } from "../../src/messages/outcome.ts";
import { failedRemedy } from "../../src/messages/remedy.ts";
import { count, duration } from "../../src/messages/words.ts";
import type { Trial } from "../init/trial.ts";

/** `output`: what the command printed; null: it is not worth a look. */
export type TriedLine = { ok: boolean; text: string; remedy: string | null; output: string | null };

export function triedLines(trial: Trial): TriedLine[] {
  if (trial.kind === "stopped") return [stoppedLine(trial.outcome)];
  const setup = trial.setup.map((command) => good(`set-up: ${shown(command)}`));
  return [...setup, ...trial.results.map(resultLine)];
}

function resultLine({ check, ending, exitStatus, durationMs, output, tests }: CheckResult): TriedLine {
  const ran = tests === null ? "" : `, ${count(tests.length, "test")}`;
  const how = `${duration(durationMs)}${ran}`;
  const what = `${check.name}: ${shown(check.command)}`;
  if (ending === "passed") return good(`${what} (${how})`);
  const status = ending === "timed-out" ? "out of time" : `exit status ${exitStatus ?? "unknown"}`;
  return { ok: false, text: `${what} (${status}, ${how})`, remedy: null, output };
}

function stoppedLine(outcome: Outcome): TriedLine {
  const [remedy, output] =
    outcome.kind === "failed" ? [failedRemedy(outcome.reason, HERE), outcome.log] : [null, null];
  return { ok: false, text: becauseOf(outcome), remedy, output };
}

const HERE = {
  where: "folder",
  again: "run the same command again with `--force`",
  sayMore: "Change the rules",
  firstCommit: "Make a first commit",
  moreRounds: "Decide what shall become of the open threads",
} as const;

function good(text: string): TriedLine {
  return { ok: true, text, remedy: null, output: null };
}

const MAX_COMMAND = 200;

function shown(command: string): string {
  const flat = flattened(command);
  return flat.length <= MAX_COMMAND ? flat : `${flat.slice(0, MAX_COMMAND)}…`;
}
