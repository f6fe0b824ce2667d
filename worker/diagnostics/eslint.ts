// ESLint and its relatives: a line with a file's name, then its problems, indented.
import type { Diagnostic } from "../../src/domain/evidence.ts";
import { diagnosticFrom, type Format } from "./format.ts";

const FILE = /^(?<file>\/?[^\s:][^:]*\.\w{1,10})$/;
const PROBLEM = /^ {2,}(?<line>\d+):(?<column>\d+) {2,}(?<severity>error|warning) {2,}(?<message>\S.*)$/;

export const eslint: Format = {
  name: "eslint",
  read: (lines) => {
    const diagnostics: Diagnostic[] = [];
    let file: string | undefined;
    for (const line of lines) {
      const problem = file === undefined ? undefined : PROBLEM.exec(line)?.groups;
      if (problem === undefined) file = FILE.exec(line)?.groups?.file;
      else diagnostics.push(diagnosticFrom({ ...problem, ...withoutRule(problem.message ?? ""), file }));
    }
    return { diagnostics, tests: null };
  },
};

/** The rule stands at the end, two spaces or more after the message. */
function withoutRule(text: string) {
  const at = text.lastIndexOf("  ");
  const code = text.slice(at + 2);
  return at > 0 && /^[@\w/-]+$/.test(code) ? { message: text.slice(0, at), code } : { message: text };
}
