// The grammar of Python, and which of its nodes define a symbol.
import type { Grammar } from "../language.ts";

const QUERY = `
(comment) @comment
(function_definition name: (_) @name) @function
(class_definition name: (_) @name) @class
(module (expression_statement (assignment left: (identifier) @name)) @constant)
`;

export const grammars: readonly Grammar[] = [{ name: "python", files: /\.pyi?$/, query: QUERY }];
