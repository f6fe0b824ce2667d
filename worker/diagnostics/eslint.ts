// ESLint and its relatives: a line with a file's name, then its problems with indentation.
import type { Diagnostic } from "../../src/domain/evidence.ts";
import { diagnosticFrom, type Format, type Groups } from "./format.ts";

const FILE = /^(?<file>\/?[^\s:][^:]*\.\w{1,10})$/;
const PROBLEM = /^ {2,}(?<line>\d+):(?<column>\d+) {2,}(?<severity>error|warning) {2,}(?<message>\S.*)$/;
/** XO's form: the file with the first place, then a mark for each problem. */
const PRETTY_FILE = /^ {2}(?<file>\/?[^\s:][^:]*\.\w{1,10})(?::\d+:\d+)?$/;
const PRETTY = /^ {2,}(?<mark>[✖⚠]) +(?<line>\d+):(?<column>\d+) {2,}(?<message>\S.*)$/u;
/** Standard's form: everything in one line. */
const STANDARD =
  /^ {2}(?<file>\/[^\s:][^:]*\.\w{1,10}):(?<line>\d+):(?<column>\d+): (?<message>\S.*?)(?: \((?<code>[@\w/-]+)\))?$/;

export const eslint: Format = {
  name: "eslint",
  read: (lines) => {
    const diagnostics: Diagnostic[] = [];
    let file: string | undefined;
    for (const line of lines) {
      const problem = file === undefined ? undefined : (PROBLEM.exec(line) ?? PRETTY.exec(line))?.groups;
      const whole = STANDARD.exec(line)?.groups;
      if (whole !== undefined) diagnostics.push(diagnosticFrom(whole));
      else if (problem === undefined) file = (FILE.exec(line) ?? PRETTY_FILE.exec(line))?.groups?.file;
      else
        diagnostics.push(
          diagnosticFrom({ ...problem, ...severityOf(problem), ...withoutRule(problem.message ?? ""), file }),
        );
    }
    return { diagnostics, tests: null };
  },
};

function severityOf({ severity, mark }: Groups): Groups {
  return { severity: severity ?? (mark === "⚠" ? "warning" : "error") };
}

/** The rule comes last, two spaces or more after the message. */
function withoutRule(text: string) {
  const at = text.lastIndexOf("  ");
  const code = text.slice(at + 2);
  return at > 0 && /^[@\w/-]+$/.test(code) ? { message: text.slice(0, at), code } : { message: text };
}
