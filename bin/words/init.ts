// What `init` found in a repository, and what ran in its sandboxes, as lines for a terminal.
import { styleText } from "node:util";
import { visible } from "../../src/domain/text.ts";
import { waysIn } from "../../src/messages/local.ts";
import { noteText } from "../../src/messages/note.ts";
import { count } from "../../src/messages/words.ts";
import type { Trial } from "../init/trial.ts";
import { triedLines } from "./tried.ts";

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
  const notes = trial.kind === "stopped" ? [] : trial.notes;
  return [
    ...triedLines(trial).flatMap(({ ok, text, remedy, output }) => [
      `${ok ? GOOD : BAD} ${visible(text)}`,
      ...(remedy === null ? [] : [`      → ${remedy}`]),
      ...(output === null ? [] : lastLines(output)),
    ]),
    ...notes.map((note) => `      ${visible(noteText(note, waysIn()))}`),
  ];
}

const GOOD = styleText("green", "ok   ");
const BAD = styleText("red", "wrong");
const LAST_LINES = 15;

function lastLines(output: string): string[] {
  const lines = visible(output).trimEnd().split("\n").slice(-LAST_LINES);
  return lines.map((line) => `      ${styleText("dim", "│")} ${line}`);
}
