// The grammar of C++, whose grammar reads C as well, and which of its nodes define a symbol.
import type { Grammar } from "../language.ts";
import { files } from "./files.ts";

/** A declarator may stand behind a pointer or a reference. A declaration at the top of a file is a prototype. */
const QUERY = `
(comment) @comment
(function_definition declarator: (function_declarator declarator: (_) @name)) @function
(function_definition declarator: (_ (function_declarator declarator: (_) @name))) @function
(translation_unit (declaration declarator: (function_declarator declarator: (_) @name)) @function)
(translation_unit (declaration declarator: (pointer_declarator (function_declarator declarator: (_) @name))) @function)
(declaration_list (declaration declarator: (function_declarator declarator: (_) @name)) @function)
(preproc_ifdef (declaration declarator: (function_declarator declarator: (_) @name)) @function)
(preproc_ifdef (declaration declarator: (pointer_declarator (function_declarator declarator: (_) @name))) @function)
(field_declaration declarator: (function_declarator declarator: (_) @name)) @method
(struct_specifier name: (_) @name body: (_)) @class
(class_specifier name: (_) @name body: (_)) @class
(union_specifier name: (_) @name body: (_)) @type
(enum_specifier name: (_) @name body: (_)) @type
(type_definition declarator: (type_identifier) @name) @type
(alias_declaration name: (_) @name) @type
(namespace_definition name: (_) @name) @module
(preproc_function_def name: (_) @name) @function
(preproc_def name: (_) @name) @constant
`;

export const grammars: readonly Grammar[] = [{ name: "cpp", files: files.code, query: QUERY }];
