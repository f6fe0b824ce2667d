// How Python is written, for small textual changes of a line.
import type { Syntax } from "../language.ts";

export const syntax: Syntax = {
  comment: /#.*$/,
  condition: /^(\s*(?:el)?if )(.+)(:\s*)$/,
  negated: (condition) => `not (${condition})`,
  nothing: "None",
  truths: ["True", "False"],
  waits: "await",
  noStatement: "pass",
  endsWithLine: true,
};
