// The grammar of Go, and which of its nodes define a symbol.
import type { Grammar } from "../language.ts";

const QUERY = `
(comment) @comment
(function_declaration name: (_) @name) @function
(method_declaration name: (_) @name) @method
(type_spec name: (_) @name) @type
(source_file (const_declaration (const_spec name: (_) @name) @constant))
(source_file (var_declaration (var_spec name: (_) @name) @constant))
`;

export const grammars: readonly Grammar[] = [{ name: "go", files: /\.go$/, query: QUERY }];
