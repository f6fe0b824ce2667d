// The tests and functions of a file, each with the lines that are its own, as far as its language tells where one begins. Pure.
import { type Forms, TITLE } from "../../toolchains/forms.ts";
import { formsOf } from "../../toolchains/forms-of.ts";
import { LINES } from "../../toolchains/lines.ts";
import { blockAt } from "../experiment/test-block.ts";

/** A text, and which of its lines belong to tests, by their indices. */
export type Counted = { text: string; counts(index: number): boolean };

/** `inside`: the lines that begin what it stands in. `says`: its own lines, trimmed; of the first, an assertion behind the name. */
export type Named = { name: string; inside: string; says: string[] };

/** `outside`: the lines of no block, trimmed. `isInside`: whether a line, by its index, stands in a block. */
export type Read = { named: Named[]; outside: string[]; isInside(index: number): boolean };

/** A line belongs to the innermost block around it. */
export function readBlocks(path: string, { text, counts }: Counted): Read {
  const lines = text.split("\n");
  const begunBy = beginsIn(formsOf(path));
  const owners: Named[] = [];
  const named: Named[] = [];
  const outside: string[] = [];
  let around: { indent: number; line: string }[] = [];
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === "") continue;
    const indent = raw.length - raw.trimStart().length;
    around = around.filter((each) => each.indent < indent);
    const begun = begunBy(raw, lines[at + 1] ?? "");
    const { from, to } = blockAt(lines, at);
    // One line that asserts nothing declares or sets something.
    if (begun !== null && (to > from + 1 || LINES.asserts.test(begun.behind))) {
      const block: Named = { name: begun.name, inside: around.map((each) => each.line).join("\n"), says: [] };
      named.push(block);
      for (let own = from; own < to; own++) owners[own] = block;
      if (counts(at) && LINES.asserts.test(begun.behind)) block.says.push(begun.behind.trim());
    } else if (counts(at)) (owners[at]?.says ?? outside).push(line);
    around.push({ indent, line });
  }
  return { named, outside, isInside: (index) => owners[index] !== undefined };
}

const LONGEST_LINE = 500;
const QUOTED = new RegExp(TITLE);

/** `behind`: what follows the name in its line. */
type Begun = { name: string; behind: string };

function beginsIn({ titled, sometimes, ...forms }: Forms): (line: string, next: string) => Begun | null {
  const defines = [forms.test(null), forms.function(null)];
  return (line, next) => {
    if (line.length > LONGEST_LINE) return null;
    if (titled.test(line)) {
      const title = QUOTED.exec(line);
      return title === null
        ? { name: next.trim(), behind: "" }
        : { name: title[0], behind: line.slice(title.index + title[0].length) };
    }
    if (sometimes.test(line)) return null;
    const names = defines.map((each) => each.exec(line)?.groups?.name);
    const name = names.find((each) => each !== undefined);
    return name === undefined ? null : { name, behind: line.slice(line.indexOf(name) + name.length) };
  };
}
