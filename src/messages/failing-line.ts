// The line of a log that says what went wrong: logs end with what followed from it.
import { stripVTControlCharacters } from "node:util";
import { oneLine, visible } from "../domain/text.ts";

/** The words of package clients, compilers and shells. The first expression that any line matches decides. */
const SAYS: readonly RegExp[] = [
  /^npm (?:error|ERR!) (?!code\b|errno\b|syscall\b|path\b|command\b|A complete log|\s*$|cwd\b)/,
  /^(?:ERROR|fatal|FATAL|Error|E): /,
  /^\s*error(?:\[\w+\])?: (?!subprocess-exited)/,
  /^\[ERROR\] (?!\s*$|To see the full|Re-run Maven|For more information|-> )/,
  /^> (?:Could not|A problem|Failed)|^\* What went wrong/,
  /: (?:command )?not found$|No such file or directory|Permission denied/,
  /\b(?:error|failed|cannot|could not|unable to|unsupported)\b/i,
];
const NOISE = /\b(?:0 errors?|no errors?|npm notice|npm warn|WARN(?:ING)?)\b/i;
const MAX_LINES = 2_000;
const MAX_CHARACTERS = 250;

/** Null: no line says it. */
export function failingLine(log: string): string | null {
  const lines = visible(stripVTControlCharacters(log))
    .split("\n")
    .slice(0, MAX_LINES)
    .map((line) => line.trimEnd())
    .filter((line) => line.length < 2_000 && !NOISE.test(line));
  const says = SAYS.find((pattern) => lines.some((line) => pattern.test(line)));
  const found = says === undefined ? undefined : lines.find((line) => says.test(line));
  return found === undefined ? null : oneLine(found, MAX_CHARACTERS);
}
