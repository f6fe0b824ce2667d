// How a function in Go is emptied: it returns the zero value of each type.
import type { Emptying } from "../language.ts";

const QUERY = `
(function_declaration name: (_) @name result: (_)? @result body: (block) @block) @function
(method_declaration name: (_) @name result: (_)? @result body: (block) @block) @function
`;

export const emptyings: readonly Emptying[] = [
  { grammar: { name: "go", query: QUERY }, files: /\.go$/, statement: ({ result }) => returning(result) },
];

function returning(result: string | null): string {
  if (result === null) return "return";
  const types = result.startsWith("(") ? partsOf(result.slice(1, -1)) : [result];
  return types.some(isNamed) ? "return" : `return ${types.map((type) => `*new(${type})`).join(", ")}`;
}

/** A name stands before its type; these words begin a type. */
function isNamed(part: string): boolean {
  return /^\w+ \S/.test(part) && !/^(?:chan|func|interface|struct|map)\b/.test(part);
}

/** Between commas that no bracket encloses. */
function partsOf(list: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of list) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
