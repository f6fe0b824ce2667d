// The grammar of PHP, and which of its nodes define a symbol.
import type { Grammar } from "../language.ts";

const QUERY = `
(comment) @comment
(function_definition name: (_) @name) @function
(method_declaration name: (_) @name) @method
(class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @type
(trait_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @type
(const_element (name) @name) @constant
`;

export const grammars: readonly Grammar[] = [{ name: "php", files: /\.php$/, query: QUERY }];
