// How PHP is spelled otherwise: texts with an escape, numbers by 16, variables by other names.
import type { Respelling } from "../by-syntax.ts";

export const respelling: Respelling = {
  files: /\.php$/,
  text: /^encapsed_string$/,
  single: false,
  escaped: "hex",
  literal: /^(?:declare_statement|attribute\w*|heredoc\w*|(?:include|require)\w*)$/,
  locals: {
    functions: /^(?:function_definition|method_declaration)$/,
    scope: /^(?:function_definition|method_declaration|anonymous_function\w*|arrow_function)$/,
    variable: /^variable_name$/,
    declared: /:assignment_expression>left /,
    elsewhere: /(?!)/,
    unclear: /parameter|global_declaration|static|catch_clause|use_clause|dynamic_variable|scoped_property/,
    unless: /\b(?:compact|extract|get_defined_vars|eval|include|require)\w*\b|\$\$|\$\{/,
  },
};
