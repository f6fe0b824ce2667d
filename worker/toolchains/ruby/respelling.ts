// How Ruby is spelled otherwise: texts with an escape, numbers by 16, variables by other names.
import type { Respelling } from "../by-syntax.ts";

export const respelling: Respelling = {
  files: /\.rb$/,
  text: /^string$/,
  single: false,
  escaped: "hex",
  literal: /array$|^heredoc|symbol|^regex$/,
  locals: {
    functions: /^(?:method|singleton_method)$/,
    scope: /^(?:method|singleton_method)$/,
    variable: /^identifier$/,
    declared: /:assignment>left /,
    elsewhere: /:call>method /,
    unclear: /parameter|>name identifier|alias|undef|pattern|pair/,
    unless: /\b(?:binding|eval|\w+_eval|local_variables|define_method|class)\b/,
  },
};
