// How Ruby is written, for small changes of a line.
import type { Syntax } from "../syntax.ts";

export const syntax: Syntax = {
  comment: /#(?!\{).*$/,
  condition: /^(\s*(?:(?:els)?if|unless) )(.+)()$/,
  negated: (condition) => `!(${condition})`,
  nothing: "nil",
  truths: ["true", "false"],
  returns: [/^(.*?\breturn )([^;]+)(;.*)?$/],
  isNothing: /^nil$/,
  call: /^(\s*)(?!(?:if|unless|for|while|until|return|super|def|raise)\b)[A-Za-z_][\w.]*[?!]?\(.*\)(;?)\s*$/,
  operators: { and: "or", or: "and" },
  needed: /^super\b/,
  noStatement: "nil",
  endsWithLine: true,
};
