// How a function in C and C++ is emptied.
import type { Emptying } from "../language.ts";

/** What a pointer's function returns is written around its name, so it has no result here. */
const QUERY = `
(function_definition type: (_) @result
  declarator: (function_declarator declarator: (_) @name) body: (compound_statement) @block) @function
(function_definition
  declarator: (pointer_declarator declarator: (function_declarator declarator: (_) @name))
  body: (compound_statement) @block) @function
`;

const of = (files: RegExp, value: (result: string | null) => string): Emptying => ({
  grammar: { name: "cpp", query: QUERY },
  files,
  statement: ({ name, result }) => {
    if (name === "main") return null;
    return result === "void" ? "return;" : `return ${value(result)};`;
  },
});

export const emptyings: readonly Emptying[] = [
  of(/\.[ch]$/, (result) => (result?.startsWith("struct ") ? `(${result}){ 0 }` : "0")),
  of(/\.(?:cc|cpp|cxx|hpp|hh|hxx)$/, () => "{}"),
];
