// The languages a map is made of, as data: which files, which grammar, and which of its nodes define a symbol.

export type Grammar = {
  /** As the grammar's file is named: `tree-sitter-<name>.wasm`. */
  name: string;
  files: RegExp;
  /** Each match is a symbol, the whole definition under its kind and its name under `@name`; or it is a `@comment`. */
  query: string;
};

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

const PYTHON = `
(comment) @comment
(function_definition name: (_) @name) @function
(class_definition name: (_) @name) @class
(module (expression_statement (assignment left: (identifier) @name)) @constant)
`;

const RUST = `
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

const GO = `
(comment) @comment
(function_declaration name: (_) @name) @function
(method_declaration name: (_) @name) @method
(type_spec name: (_) @name) @type
(source_file (const_declaration (const_spec name: (_) @name) @constant))
(source_file (var_declaration (var_spec name: (_) @name) @constant))
`;

const JAVA = `
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

/** A declarator may stand behind a pointer or a reference; what is declared at the top of a file is a prototype. */
const CPP = `
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

/** The C++ grammar reads C as well. */
export const GRAMMARS: readonly Grammar[] = [
  { name: "javascript", files: /\.(js|jsx|mjs|cjs)$/, query: JAVASCRIPT },
  { name: "typescript", files: /\.(ts|mts|cts)$/, query: TYPESCRIPT },
  { name: "tsx", files: /\.tsx$/, query: TYPESCRIPT },
  { name: "python", files: /\.pyi?$/, query: PYTHON },
  { name: "rust", files: /\.rs$/, query: RUST },
  { name: "go", files: /\.go$/, query: GO },
  { name: "java", files: /\.java$/, query: JAVA },
  { name: "cpp", files: /\.(c|h|cc|cpp|cxx|hh|hpp|hxx)$/, query: CPP },
];

export function grammarOf(path: string): Grammar | null {
  return GRAMMARS.find((grammar) => grammar.files.test(path)) ?? null;
}

export function grammarNamed(name: string): Grammar {
  const grammar = GRAMMARS.find((each) => each.name === name);
  if (grammar === undefined) throw new Error(`There is no grammar ${name}`);
  return grammar;
}
