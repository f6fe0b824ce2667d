// How Python is spelled otherwise: texts with an escape, numbers by 16, variables by other names.
import type { Respelling } from "../by-syntax.ts";

export const respelling: Respelling = {
  files: /\.py$/,
  text: /^string$/,
  single: true,
  escaped: "hex",
  literal: /^(?:decorator|type|import\w*|case_\w+|match_\w+)$/,
  locals: {
    functions: /^function_definition$/,
    scope: /^function_definition$/,
    variable: /^identifier$/,
    declared: /:(?:assignment|for_statement)>left /,
    elsewhere: />attribute identifier$|:keyword_argument>name /,
    unclear:
      /parameter|dotted_name|aliased_import|global_statement|nonlocal|decorator|function_definition>name|case_|splat/,
    unless: /\b(?:locals|eval|exec|vars|dir|globals)\s*\(|\bclass\s|\{[^{}]*=\s*[}!:]/,
  },
};
