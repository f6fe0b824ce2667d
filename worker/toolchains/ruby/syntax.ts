// How Ruby is written, for small changes of a line.
import type { Syntax } from "../language.ts";

export const syntax: Syntax = {
  comment: /#(?!\{).*$/,
  condition: /^(\s*(?:(?:els)?if|unless) )(.+)()$/,
  negated: (condition) => `!(${condition})`,
  nothing: "nil",
  truths: ["true", "false"],
  noStatement: "nil",
  endsWithLine: true,
};
