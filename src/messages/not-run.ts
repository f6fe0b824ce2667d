// What a change brings and no check runs, and the command that would, where one was found.
import type { NotRun } from "../domain/not-run.ts";
import { rangeText } from "./proof-fault.ts";
import { code } from "./words.ts";

/** Whole sentences, the last without its stop. */
export function notRunText(notRun: NotRun): string {
  if (notRun.kind === "test-file")
    return `No check runs the changed test file ${code(notRun.path)}: every check ends the same with an error in it${commandText(notRun.command, "names it")}`;
  const { place, condition, command } = notRun;
  const where = condition === null ? "" : ` and stand behind ${code(condition)}`;
  return `The changed lines ${rangeText(place)} are not in what was built${where}: every check ends the same with an error there${commandText(command, "would build them")}`;
}

function commandText(command: string | null, does: string): string {
  return command === null ? "" : `. ${code(command)} ${does}`;
}
