// How a function in Python is emptied.
import type { Emptying } from "../language.ts";

const QUERY = "(function_definition name: (_) @name body: (block) @block) @function";

const TYPES = `
(typed_parameter type: (type) @types)
(typed_default_parameter type: (type) @types)
(function_definition return_type: (type) @types)
`;

export const emptyings: readonly Emptying[] = [
  {
    grammar: { name: "python", query: QUERY },
    files: /\.pyi?$/,
    // An object without its fields fails somewhere else.
    statement: ({ name }) => (name === "__init__" ? null : "return None"),
    types: TYPES,
  },
];
