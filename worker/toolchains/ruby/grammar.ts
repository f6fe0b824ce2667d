// The grammar of Ruby, and which of its nodes define a symbol.
import type { Grammar } from "../language.ts";

const QUERY = `
(comment) @comment
(method name: (_) @name) @method
(singleton_method name: (_) @name) @method
(class name: (_) @name) @class
(module name: (_) @name) @module
(assignment left: (constant) @name) @constant
`;

export const grammars: readonly Grammar[] = [{ name: "ruby", files: /\.rb$/, query: QUERY }];
