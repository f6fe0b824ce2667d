// Tests at the end of a Rust file, apart from the code above them.
import type { InlineTests } from "../language.ts";

export const inlineTests: InlineTests = { files: /\.rs$/, split };

/** The head of a module of tests as `rustfmt` leaves it. The module ends with the next brace at the start of a line. */
const MODULE = /^#\[cfg\(test\)\][ \t]*\r?\n(?:#\[.*\n){0,8}(?:pub )?mod \w+ \{/gm;

function split(text: string): { code: string; tests: string } {
  const at = [...text.matchAll(MODULE)].at(-1)?.index;
  if (at === undefined || !endsWithBlock(text.slice(at))) return { code: text, tests: "" };
  const above = text.slice(0, at).trimEnd().length;
  // The empty lines above go with the tests, so that the code ends as in a file without tests.
  const from = above === 0 ? 0 : text.indexOf("\n", above) + 1;
  return { code: text.slice(0, from), tests: text.slice(from) };
}

function endsWithBlock(text: string): boolean {
  const end = /^\}/m.exec(text)?.index;
  return end !== undefined && text.slice(end + 1).trim() === "";
}
