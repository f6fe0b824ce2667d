// Biome: a heading with the place and the rule, then the message after a cross.
import { diagnosticFrom, type Format, findLines, type Groups } from "./format.ts";

const HEADING =
  /^(?<file>[^\s:][^:]*)(?::(?<line>\d+):(?<column>\d+))? (?<code>(?:lint|assist|parse|format|syntax)[\w/]*)(?: +FIXABLE)? +━+$/;
const MESSAGE = /^ {2}(?:×|✖|!) (?<message>\S.*)$/;

export const biome: Format = {
  name: "biome",
  read: (lines) => ({
    diagnostics: findLines(lines, HEADING).map(({ at, groups }) =>
      diagnosticFrom({ ...groups, ...messageAfter(lines, at) }),
    ),
    tests: null,
  }),
};

function messageAfter(lines: readonly string[], at: number): Groups {
  const line = lines.slice(at + 1, at + 6).find((candidate) => MESSAGE.test(candidate)) ?? "";
  const message = MESSAGE.exec(line)?.groups?.message ?? "is not formatted or checked as configured";
  return { message, severity: line.startsWith("  !") ? "warning" : "error" };
}
