// How Go is spelled otherwise: texts with an escape, numbers by 16, variables by other names.
import type { Respelling } from "../by-syntax.ts";

export const respelling: Respelling = {
  files: /\.go$/,
  text: /^interpreted_string_literal$/,
  single: false,
  escaped: "hex",
  literal: /^(?:import_declaration|field_declaration)$/,
  locals: {
    functions: /^(?:function_declaration|method_declaration|func_literal)$/,
    scope: /^(?:block|(?:if|for)_statement|(?:expression|type)_switch_statement|\w+_case)$/,
    variable: /^identifier$/,
    declared: /^(?:short_var_declaration|range_clause)>left:expression_list> |:var_spec>name /,
    elsewhere: / (?:field_identifier|package_identifier|label_name)$/,
    unclear: /parameter_declaration|keyed_element|literal_element|type_switch/,
    unless: /\bruntime\.|\bgoto\b/,
  },
};
