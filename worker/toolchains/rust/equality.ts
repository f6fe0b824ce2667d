// How Rust says when two values are equal, and the equality that the compiler derives from a type's parts.
import type { Equality } from "../equality.ts";

const DEFINES = /^\s*impl\s*(?:<[^{]*>)?\s*(?:[\w:]+::)?PartialEq\b/;
const PLAIN = /^(?<indent>\s*)impl PartialEq for (?<type>\w+) \{\s*$/;

export const equality: Equality = {
  files: /\.rs$/,
  defines: DEFINES,
  byParts: (text, begins) =>
    begins.reduce<string | null>((left, line) => (left === null ? null : derived(left, line)), text),
};

function derived(text: string, line: number): string | null {
  const lines = text.split("\n");
  const { indent = "", type } = PLAIN.exec(lines[line] ?? "")?.groups ?? {};
  const end = lines.indexOf(`${indent}}`, line);
  const isType = new RegExp(String.raw`^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum)\s+${type}\b(?!<)`);
  const at = lines.findIndex((each) => isType.test(each));
  if (type === undefined || end === -1 || at === -1) return null;
  const without = lines.map((each, index) => (index >= line && index <= end ? "" : each));
  return without.with(at, `#[derive(PartialEq)] ${lines[at]?.trimStart()}`).join("\n");
}
