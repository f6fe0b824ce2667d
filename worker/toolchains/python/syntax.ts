// How Python is written, for small textual changes of a line.
import type { Syntax } from "../syntax.ts";

export const syntax: Syntax = {
  comment: /#.*$/,
  condition: /^(\s*(?:el)?if )(.+)(:\s*)$/,
  negated: (condition) => `not (${condition})`,
  nothing: "None",
  truths: ["True", "False"],
  waits: "await",
  returns: [/^(.*?\breturn )([^;]+)(;.*)?$/],
  isNothing: /^None$/,
  call: /^(\s*)(?!(?:if|for|while|return|def|raise|assert)\b)(?:await )?[A-Za-z_][\w.]*\(.*\)(;?)\s*$/,
  operators: {
    ...{ is: "is not", "is not": "is", in: "not in", "not in": "in" },
    ...{ and: "or", or: "and" },
  },
  needed: /^super\b/,
  noStatement: "pass",
  endsWithLine: true,
};
