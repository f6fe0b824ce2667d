// How Python is written, for small textual changes of a line.
import type { Syntax } from "../language.ts";

export const syntax: Syntax = {
  comment: /#.*$/,
  swaps: [
    [/\band\b/, () => "or"],
    [/\bor\b/, () => "and"],
    [/\bnot\s(?!in\b)/, () => ""],
    [/(?<![.\w])(?:True|False)\b/, (found) => (found === "True" ? "False" : "True")],
  ],
  condition: /^(\s*(?:el)?if )(.+)(:\s*)$/,
  negated: (condition) => `not (${condition})`,
  nothing: "None",
  noStatement: "pass",
  endsWithLine: true,
};
