// How JavaScript and TypeScript are spelled otherwise: texts with an escape, numbers by 16, variables by other names.
import type { Respelling } from "../by-syntax.ts";

export const respelling: Respelling = {
  files: /\.[cm]?[jt]sx?$/,
  text: /^string$/,
  single: true,
  escaped: "hex",
  literal:
    /^(?:import_statement|jsx_\w+|.*type.*(?<!expression)|decorator|module|internal_module|ambient_declaration)$/,
  locals: {
    functions:
      /^(?:function_declaration|function_expression|generator_function\w*|arrow_function|method_definition)$/,
    scope: /^statement_block$/,
    variable: /^identifier$/,
    declared: /:variable_declarator>name /,
    elsewhere: / (?:property_identifier|statement_identifier)$/,
    unclear:
      /formal_parameters|>parameter |jsx_|shorthand_property_identifier_pattern|catch_clause|import|export/,
    shorthand: /^shorthand_property_identifier$/,
    unless: /\b(?:eval|with|arguments)\b/,
  },
};
