// The grammars of JavaScript and TypeScript, and which of their nodes define a symbol.
import type { Grammar } from "../language.ts";

const JAVASCRIPT = `
(comment) @comment
(function_declaration name: (_) @name) @function
(generator_function_declaration name: (_) @name) @function
(class_declaration name: (_) @name) @class
(method_definition name: (_) @name) @method
(program (lexical_declaration (variable_declarator
  name: (identifier) @name value: [(arrow_function) (function_expression)])) @function)
(program (export_statement (lexical_declaration (variable_declarator
  name: (identifier) @name value: [(arrow_function) (function_expression)])) @function))
(export_statement "default" @name value: [(arrow_function) (function_expression)]) @function
(export_statement "default" @name value: (class)) @class
(program (lexical_declaration (variable_declarator name: (identifier) @name)) @constant)
(program (variable_declaration (variable_declarator name: (identifier) @name)) @constant)
(program (export_statement (lexical_declaration (variable_declarator name: (identifier) @name)) @constant))
(assignment_expression
  left: (member_expression property: (property_identifier) @name)
  right: [(function_expression) (arrow_function) (class)]) @function
`;

const TYPESCRIPT = `${JAVASCRIPT}
(abstract_class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @type
(type_alias_declaration name: (_) @name) @type
(enum_declaration name: (_) @name) @type
(internal_module name: (_) @name) @module
(function_signature name: (_) @name) @function
(abstract_method_signature name: (_) @name) @method
`;

/** `const name = require(…)`, also with what follows it. */
const TAKES_IN = /=\s*(?:await\s+import|require|__importDefault|__importStar)\s*\(/;

export const grammars: readonly Grammar[] = [
  { name: "javascript", files: /\.(js|jsx|mjs|cjs)$/, query: JAVASCRIPT, takesIn: TAKES_IN },
  { name: "typescript", files: /\.(ts|mts|cts)$/, query: TYPESCRIPT, takesIn: TAKES_IN },
  { name: "tsx", files: /\.tsx$/, query: TYPESCRIPT, takesIn: TAKES_IN },
];
