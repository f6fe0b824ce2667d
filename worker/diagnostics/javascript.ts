// Node itself: an uncaught error, or code that does not parse. The place comes first, and the error below it.
import type { Diagnostic } from "../../src/domain/evidence.ts";
import { diagnosticFrom, type Format, findLines } from "./format.ts";

/** In TAP, the output of a test file is a comment. */
const PLACE =
  /^(?:# )?(?:file:\/\/)?(?<file>\/(?:(?!node_modules\/)[^:\s][^:/]*\/)*[^:/]+\.[cm]?[jt]sx?):(?<line>\d+)$/;
const ERROR = /^(?:# )?(?:Uncaught )?(?<code>[A-Z]\w*Error)(?: \[\w+\])?: (?<message>.*)$/;
/** The line of code and the mark under it come between the two. */
const BETWEEN = 6;

export const javascript: Format = {
  name: "javascript",
  read: (lines) => ({
    diagnostics: findLines(lines, PLACE).flatMap(({ at, groups }): Diagnostic[] => {
      const below = lines.slice(at + 1, at + 1 + BETWEEN);
      const error = below.map((line) => ERROR.exec(line)?.groups).find((found) => found !== undefined);
      return error === undefined ? [] : [diagnosticFrom({ ...groups, ...error })];
    }),
    tests: null,
  }),
};
