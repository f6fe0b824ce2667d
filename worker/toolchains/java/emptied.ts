// How a method in Java is emptied: it returns the value that a field of the type has before anybody sets it.
import type { Emptying } from "../language.ts";

const QUERY = "(method_declaration type: (_) @result name: (_) @name body: (block) @block) @function";

/** Java refuses statements that nothing can reach, but asks that of no condition. */
export const emptyings: readonly Emptying[] = [
  {
    grammar: { name: "java", query: QUERY },
    files: /\.java$/,
    statement: ({ result }) => `if (true) return${result === "void" ? "" : ` ${unset(result)}`};`,
  },
];

function unset(type: string | null): string {
  if (type === "boolean") return "false";
  return /^(?:byte|short|int|long|char|float|double)$/.test(type ?? "") ? "0" : "null";
}
