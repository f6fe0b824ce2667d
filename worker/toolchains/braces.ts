// How languages with braces and `//` are written, for small textual changes of a line.
import type { Syntax } from "./syntax.ts";

export const BRACES: Syntax = {
  comment: /\/\/.*$|\/\*.*$/,
  condition: /^(\s*(?:\} else )?if \()(.+)(\) \{\s*)$/,
  negated: (condition) => `!(${condition})`,
  truths: ["true", "false"],
  returns: [/^(.*?\breturn )([^;]+)(;.*)?$/, /^(.*=> )(?!\{)([^;]+)(;)\s*$/],
  isNothing: /^(?:undefined|null)$/,
  call: /^(\s*)(?!(?:if|for|while|switch|return|super|function|throw|assert)\b)(?:await )?[\w$][\w.$]*\(.*\)(;?)\s*$/,
  needed: /^super\b/,
  noStatement: "",
  endsWithLine: false,
};

/** An operand that is a value which a test makes, in languages that know the word `new`. */
export const MADE_BY_NEW = /^[&*]?(?:new\s|[[{]|(?:\w+(?:\.|::))*[A-Z]\w*\s*[({])/;
