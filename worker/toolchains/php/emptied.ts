// How a function in PHP is emptied: with a declared type it has to return a value of that type.
import type { Emptying } from "../language.ts";

const QUERY = `
(function_definition name: (_) @name return_type: (_)? @result body: (compound_statement) @block) @function
(method_declaration name: (_) @name return_type: (_)? @result body: (compound_statement) @block) @function
`;

const VALUES: Readonly<Record<string, string>> = {
  ...{ void: "", int: " 0", float: " 0.0", string: " ''", bool: " false", array: " []", iterable: " []" },
  ...{ mixed: " null", null: " null", false: " false" },
};

export const emptyings: readonly Emptying[] = [
  {
    grammar: { name: "php", query: QUERY },
    files: /\.php$/,
    statement: ({ name, result }) => {
      if (name === "__construct") return null;
      const value = result === null || isNullable(result) ? " null" : VALUES[result.toLowerCase()];
      return value === undefined ? null : `return${value};`;
    },
  },
];

function isNullable(type: string): boolean {
  return type.startsWith("?") || /\|\s*null\b|\bnull\s*\|/i.test(type);
}
