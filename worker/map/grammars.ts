// Which grammar reads a file: the one of the language that knows its ending.
import { TOOLCHAINS } from "../toolchains/index.ts";
import type { Grammar } from "../toolchains/language.ts";

export const GRAMMARS: readonly Grammar[] = TOOLCHAINS.flatMap(({ grammars }) => grammars ?? []);

export function grammarOf(path: string): Grammar | null {
  return GRAMMARS.find((grammar) => grammar.files.test(path)) ?? null;
}
