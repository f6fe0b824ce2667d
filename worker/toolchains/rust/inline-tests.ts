// Tests that stand in a Rust file with the code: a module at its end, and the examples in the documentation of its items.
import { type Lines, linesOf, placesOf } from "../documented.ts";
import type { InlinePlace, InlineTests } from "../language.ts";

export const inlineTests: InlineTests = {
  files: /\.rs$/,
  called: /^Doc-tests /,
  places: (text) => {
    const from = moduleFrom(text);
    const place = { owner: OF_TESTS, from: from ?? text.length, to: text.length, isTest: from !== null };
    return [...documented(text.slice(0, place.from)), place];
  },
};

/** The owner of the module of tests. */
export const OF_TESTS = "mod";

/** The head of a module of tests as `rustfmt` leaves it. The module ends with the next brace at the start of a line. */
const MODULE = /^#\[cfg\(test\)\][ \t]*\r?\n(?:#\[.*\n){0,8}(?:pub )?mod \w+ \{/gm;

/** Null where no such module ends the text. The empty lines above go with it, so that the code ends as in a file without tests. */
function moduleFrom(text: string): number | null {
  const at = [...text.matchAll(MODULE)].at(-1)?.index;
  if (at === undefined || !endsWithBlock(text.slice(at))) return null;
  const above = text.slice(0, at).trimEnd().length;
  return above === 0 ? 0 : text.indexOf("\n", above) + 1;
}

function endsWithBlock(text: string): boolean {
  const end = /^\}/m.exec(text)?.index;
  return end !== undefined && text.slice(end + 1).trim() === "";
}

const ITEM =
  /^(?<indent>\s*)(?:pub(?:\([^)]*\))? )?(?:(?:default|async|const|unsafe|extern(?: "[^"]*")?) )*(?<head>(?:fn|struct|enum|trait|type|mod|static|union|macro_rules!) \w+|impl\b[^{]*)/;
const OF_ITEM = /^\s*\/\/\/(?!\/)/;
const OF_FILE = /^\s*\/\/!/;
const ATTRIBUTE = /^\s*#\[/;

type Open = { indent: number; head: string };

/** An item is called by what it stands in, too. */
function documented(text: string): InlinePlace[] {
  const lines = linesOf(text);
  const begins = lines.findIndex((line) => OF_FILE.test(line));
  const file = begins === -1 ? 0 : begins;
  const found: Lines[] = [{ owner: "//!", from: file, to: endOf(lines, file, OF_FILE) }];
  const open: Open[] = [];
  for (const [at, line] of lines.entries()) {
    const { indent = "", head } = ITEM.exec(line)?.groups ?? {};
    if (head === undefined) continue;
    while ((open.at(-1)?.indent ?? -1) >= indent.length) open.pop();
    open.push({ indent: indent.length, head: head.trim() });
    found.push({ owner: open.map((each) => each.head).join(" / "), ...above(lines, at) });
  }
  return placesOf(lines, found, hasExample);
}

/** The lines of documentation above an item, among its attributes; empty above these where there are none. */
function above(lines: readonly string[], item: number): Pick<Lines, "from" | "to"> {
  let from = item;
  while (from > 0 && (ATTRIBUTE.test(lines[from - 1] ?? "") || OF_ITEM.test(lines[from - 1] ?? ""))) from--;
  const begins = lines.slice(from, item).findIndex((line) => OF_ITEM.test(line));
  return begins === -1
    ? { from, to: from }
    : { from: from + begins, to: endOf(lines, from + begins, OF_ITEM) };
}

function endOf(lines: readonly string[], from: number, goesOn: RegExp): number {
  let end = from;
  while (end < lines.length && goesOn.test(lines[end] ?? "")) end++;
  return end;
}

const FENCE = /^\s*\/\/[/!]\s*```(?<info>.*)/;
/** https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html#attributes: any other word is another language. */
const RUNS = /^(?:(?:rust|should_panic|no_run|compile_fail|edition\d+|E\d+|test_harness)\s*,?\s*)*$/;

function hasExample(lines: readonly string[]): boolean {
  const infos = lines.flatMap((line) => FENCE.exec(line)?.groups?.info?.trim() ?? []);
  return infos.some((info, at) => at % 2 === 0 && RUNS.test(info));
}
