// How a function in Rust is emptied: it returns the default of its type. A type without one does not compile.
import type { Emptying } from "../language.ts";

const QUERY = "(function_item name: (_) @name return_type: (_)? @result body: (block) @block) @function";

/** Some crates refuse statements that nothing can reach, but no condition counts as that. */
export const emptyings: readonly Emptying[] = [
  {
    grammar: { name: "rust", query: QUERY },
    files: /\.rs$/,
    statement: ({ result }) => (result === "!" ? null : `if true { return ${byDefault(result)}; }`),
  },
];

function byDefault(result: string | null): string {
  if (result === null) return "()";
  return /^(?:\w+::)*Result\b/.test(result) ? "Ok(Default::default())" : "Default::default()";
}
