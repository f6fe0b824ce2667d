// The grammar of Java, and which of its nodes define a symbol.
import type { Grammar } from "../language.ts";

const QUERY = `
[(line_comment) (block_comment)] @comment
(class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @class
(record_declaration name: (_) @name) @class
(annotation_type_declaration name: (_) @name) @type
(method_declaration name: (_) @name) @method
(constructor_declaration name: (_) @name) @method
(field_declaration declarator: (variable_declarator name: (_) @name)) @constant
`;

export const grammars: readonly Grammar[] = [{ name: "java", files: /\.java$/, query: QUERY }];
