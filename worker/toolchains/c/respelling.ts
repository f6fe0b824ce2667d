// How C and C++ are spelled otherwise: texts with an escape, numbers by 16, variables by other names.
import type { Respelling } from "../by-syntax.ts";
import { files } from "./files.ts";

export const respelling: Respelling = {
  files: files.code,
  text: /^string_literal$/,
  single: false,
  escaped: "octal",
  literal:
    /^(?:preproc_(?!if|else|elif)\w+|attribute\w*|gnu_asm\w*|static_assert\w*|field_declaration|pure_virtual\w*)$/,
  locals: {
    functions: /^function_definition$/,
    scope: /^(?:compound_statement|(?:for|if|while)_statement|for_range_loop)$/,
    variable: /^identifier$/,
    declared: /:init_declarator>declarator /,
    elsewhere: / (?:field_identifier|type_identifier|namespace_identifier|statement_identifier)$/,
    unclear:
      /parameter_declaration|function_declarator|structured_binding|lambda|template|qualified_identifier|preproc/,
    unless: /#\s*define|\b(?:asm|goto)\b/,
  },
};
