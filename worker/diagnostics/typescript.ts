// The TypeScript compiler, plain and pretty.
import { diagnosticFrom, type Format, findLines } from "./format.ts";

const PLAIN =
  /^(?<file>[^\s(][^(]*)\((?<line>\d+),(?<column>\d+)\): (?<severity>error|warning) (?<code>TS\d+): (?<message>.*)$/;
const PRETTY =
  /^(?<file>[^\s:][^:]*):(?<line>\d+):(?<column>\d+) - (?<severity>error|warning) (?<code>TS\d+): (?<message>.*)$/;
const WITHOUT_PLACE = /^(?<severity>error) (?<code>TS\d+): (?<message>.*)$/;

export const typescript: Format = {
  name: "typescript",
  read: (lines) => ({
    diagnostics: [PLAIN, PRETTY, WITHOUT_PLACE]
      .flatMap((pattern) => findLines(lines, pattern))
      .map(({ groups }) => diagnosticFrom(groups)),
    tests: null,
  }),
};
