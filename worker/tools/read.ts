// Shows a text file with line numbers, in pieces a model can hold.
import { z } from "zod";
import { cutLine } from "../../src/domain/cut.ts";
import { ToolError } from "../../src/domain/errors.ts";
import { lookAt } from "./near-path.ts";
import { repositoryPath } from "./path.ts";
import type { TextFile } from "./text-file.ts";
import { linesOf, type ReaderFactory, readText, tool } from "./tool.ts";

const MAX_LINES = 400;
const MAX_CHARACTERS = 14_000;
const MAX_LINE_CHARACTERS = 1_000;

const Args = z.object({
  path: repositoryPath,
  from: z.int().positive().optional().describe("first line"),
  to: z.int().positive().optional().describe("last line"),
});

export const read: ReaderFactory = (sandbox) =>
  tool({
    name: "read",
    description: `Shows a text file with line numbers, ${MAX_LINES} lines at most.`,
    effect: "reads",
    schema: Args,
    run: async ({ path: given, from = 1, to = Number.POSITIVE_INFINITY }) => {
      const { path, found } = await lookAt(sandbox, given, (meant) => readText(sandbox, meant));
      const lines = linesOf(found.text);
      if (lines.length === 0) return { text: `${path} is empty.`, did: { path } };
      if (to < from) throw new ToolError("`to` is before `from`.");
      if (from > lines.length) throw new ToolError(`${path} ends with line ${lines.length}.`);
      const shown = excerpt(lines, from, Math.min(to, lines.length));
      return { text: shown + ENCODED[found.encoding], did: { path } };
    },
  });

const ENCODED: Record<TextFile["encoding"], string> = {
  "utf-8": "",
  "latin-1": "\n(not UTF-8: shown as Latin-1; `edit` keeps the bytes of the rest)",
  "utf-16le": "\n(UTF-16: `edit` and `write` keep it)",
  "utf-16be": "\n(UTF-16: `edit` and `write` keep it)",
};

function excerpt(lines: string[], from: number, to: number): string {
  const shown: string[] = [];
  let characters = 0;
  for (const [index, line] of lines.slice(from - 1, to).entries()) {
    const row = `${from + index}\t${cutLine(line, MAX_LINE_CHARACTERS)}`;
    characters += row.length + 1;
    if (index > 0 && (index >= MAX_LINES || characters > MAX_CHARACTERS)) break;
    shown.push(row);
  }
  const next = from + shown.length;
  const left = lines.length - next + 1;
  const more = left > 0 ? `\n(${left} more ${left === 1 ? "line" : "lines"}; the next is ${next})` : "";
  return shown.join("\n") + more;
}
