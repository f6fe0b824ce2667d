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

/** A class that extends another has to call it. */
const isConstructor = (name: string | null) => name === "constructor";

const typed = (name: string, files: RegExp): Emptying => ({
  grammar: { name, query: QUERY },
  files,
  statement: ({ name }) => (isConstructor(name) ? null : "return undefined as never;"),
  value: "(undefined as never)",
});

export const emptyings: readonly Emptying[] = [
  {
    grammar: { name: "javascript", query: QUERY },
    files: /\.(js|jsx|mjs|cjs)$/,
    statement: ({ name }) => (isConstructor(name) ? null : "return undefined;"),
    value: "undefined",
  },
  typed("typescript", /\.(ts|mts|cts)$/),
  typed("tsx", /\.tsx$/),
];
