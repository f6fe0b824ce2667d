// How Java is spelled otherwise: texts with an escape, numbers by 16, variables by other names.
import type { Respelling } from "../by-syntax.ts";

export const respelling: Respelling = {
  files: /\.java$/,
  text: /^string_literal$/,
  single: false,
  escaped: "octal",
  literal: /annotation/,
  locals: {
    functions: /^(?:method_declaration|constructor_declaration)$/,
    scope: /^(?:block|(?:enhanced_)?for_statement|switch_block_statement_group)$/,
    variable: /^identifier$/,
    declared: /^local_variable_declaration>declarator:variable_declarator>name /,
    elsewhere: /:method_invocation>name |:field_access>field | type_identifier$/,
    unclear:
      /formal_parameter|catch_|resource|lambda|inferred|method_reference|labeled|break|continue|annotation/,
    unless: /\bclass\s|\bnew\s+\w+\s*\([^)]*\)\s*\{/,
  },
};
