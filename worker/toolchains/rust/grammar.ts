// The grammar of Rust, and which of its nodes define a symbol.
import type { Grammar } from "../language.ts";

const QUERY = `
[(line_comment) (block_comment)] @comment
(function_item name: (_) @name) @function
(function_signature_item name: (_) @name) @method
(struct_item name: (_) @name) @type
(enum_item name: (_) @name) @type
(union_item name: (_) @name) @type
(trait_item name: (_) @name) @class
(impl_item type: (_) @name) @class
(type_item name: (_) @name) @type
(const_item name: (_) @name) @constant
(static_item name: (_) @name) @constant
(mod_item name: (_) @name) @module
(macro_definition name: (_) @name) @function
`;

export const grammars: readonly Grammar[] = [{ name: "rust", files: /\.rs$/, query: QUERY }];
