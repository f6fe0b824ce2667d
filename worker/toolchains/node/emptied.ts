// How a function in JavaScript and TypeScript is emptied.
import type { Emptying } from "../language.ts";

const QUERY = `
(function_declaration name: (_) @name body: (_) @block) @function
(generator_function_declaration name: (_) @name body: (_) @block) @function
(method_definition name: (_) @name body: (_) @block) @function
(variable_declarator name: (_) @name value: (arrow_function body: (statement_block) @block)) @function
(variable_declarator name: (_) @name value: (arrow_function body: (expression) @value)) @function
(variable_declarator name: (_) @name value: (function_expression body: (_) @block)) @function
(pair key: (_) @name value: (arrow_function body: (statement_block) @block)) @function
(pair key: (_) @name value: (arrow_function body: (expression) @value)) @function
(pair key: (_) @name value: (function_expression body: (_) @block)) @function
(assignment_expression left: (_) @name right: (arrow_function body: (statement_block) @block)) @function
(assignment_expression left: (_) @name right: (arrow_function body: (expression) @value)) @function
(assignment_expression left: (_) @name right: (function_expression body: (_) @block)) @function
(export_statement value: (arrow_function body: (statement_block) @block)) @function
(export_statement value: (arrow_function body: (expression) @value)) @function
(export_statement value: (function_expression body: (_) @block)) @function
`;

const TYPES = `
[(type_annotation) (type_arguments) (type_parameters) (accessibility_modifier) (override_modifier)] @types
[(interface_declaration) (type_alias_declaration) (function_signature) (method_signature)] @types
(export_statement declaration: [(interface_declaration) (type_alias_declaration) (function_signature)]) @types
(import_statement "type") @types
(optional_parameter "?" @types)
`;

/** A class that extends another has to call it, unless it returns an object. */
const leaving = (name: string | null, nothing: string) =>
  `return ${name === "constructor" ? "Object.create(new.target.prototype)" : nothing};`;

const typed = (name: string, files: RegExp): Emptying => ({
  grammar: { name, query: QUERY },
  files,
  statement: ({ name }) => leaving(name, "undefined as never"),
  value: "(undefined as never)",
  types: TYPES,
});

export const emptyings: readonly Emptying[] = [
  {
    grammar: { name: "javascript", query: QUERY },
    files: /\.(js|jsx|mjs|cjs)$/,
    statement: ({ name }) => leaving(name, "undefined"),
    value: "undefined",
  },
  typed("typescript", /\.(ts|mts|cts)$/),
  typed("tsx", /\.tsx$/),
];
