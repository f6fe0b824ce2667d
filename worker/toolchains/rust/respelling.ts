// How Rust is spelled otherwise: texts with an escape, numbers by 16, variables by other names.
import type { Respelling } from "../by-syntax.ts";

export const respelling: Respelling = {
  files: /\.rs$/,
  text: /^string_literal$/,
  single: false,
  escaped: "hex",
  literal:
    /^(?:attribute_item|inner_attribute_item|token_tree|extern_modifier|match_pattern|const_item|static_item)$/,
  locals: {
    functions: /^function_item$/,
    scope: /^block$/,
    variable: /^identifier$/,
    declared: /:let_declaration>pattern /,
    elsewhere: / (?:field_identifier|type_identifier)$/,
    unclear: /token_tree|parameter|shorthand_field|field_pattern|scoped_identifier|macro|_pattern|use_/,
    unless: /"[^"\n]*\{[a-z_]\w*[}:]/,
  },
};
