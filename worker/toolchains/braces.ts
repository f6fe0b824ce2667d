// How languages with braces and `//` are written, for small textual changes of a line.
import type { Syntax } from "./language.ts";

export const BRACES: Syntax = {
  comment: /\/\/.*$|\/\*.*$/,
  condition: /^(\s*(?:\} else )?if \()(.+)(\) \{\s*)$/,
  negated: (condition) => `!(${condition})`,
  noStatement: "",
  endsWithLine: false,
};
