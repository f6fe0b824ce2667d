// Cuts markdown into its blocks: what of it is code, HTML, text, a definition, or only the shape of the page.
import MarkdownIt, { type Token } from "markdown-it";

/**
 * `table`: one line of a table, whose cells are texts of their own. `footnote`: shown where its label is referred to.
 * `aside`: blank lines, rules, underlines of headings, lone signs of quotations and items.
 */
export type Block =
  | { kind: "code" | "html" | "text" | "table" | "definition" | "aside"; lines: string[] }
  | { kind: "footnote"; lines: string[]; label: string };

const reader = new MarkdownIt({ html: true });

/** All lines in order. Not promised: that a text of more than 100 nested quotations and lists is not taken for a definition. */
export function blocksOf(lines: readonly string[]): Block[] {
  const tokens: Token[] = [];
  reader.block.parse(lines.join("\n"), reader, {}, tokens);
  return withFootnotes(grouped(lines, partsOf(lines, tokens)));
}

type Part = { kind: Exclude<Block["kind"], "footnote">; starts: boolean };

/** Of each line to what it belongs, and whether that starts there. A line that the reader used up is a definition. */
function partsOf(lines: readonly string[], tokens: readonly Token[]): Part[] {
  const parts = lines.map(
    (line): Part => ({ kind: SIGNS.test(line) ? "aside" : "definition", starts: false }),
  );
  for (const { type, map } of tokens) {
    const kind = KINDS[type] ?? null;
    if (kind === null || map === null) continue;
    for (let at = map[0]; at < map[1]; at++)
      if (parts[at]?.kind !== "table") parts[at] = { kind, starts: kind === "table" || at === map[0] };
  }
  return parts;
}

const KINDS: Partial<Record<string, Part["kind"]>> = {
  ...{ fence: "code", code_block: "code", html_block: "html", inline: "text" },
  ...{ hr: "aside", heading_open: "aside", table_open: "table" },
};

/** A line of nothing but the signs of quotations and items. */
const SIGNS = /^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*)*$/;

function grouped(lines: readonly string[], parts: readonly Part[]): Block[] {
  const blocks: Block[] = [];
  for (const [at, { kind, starts }] of parts.entries()) {
    const last = blocks.at(-1);
    const line = lines[at] ?? "";
    if (last?.kind === kind && !starts) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks;
}

const FOOTNOTE = /^(?:[ ]{0,3}(?:>|[-+*]|\d{1,9}[.)])[ \t]?)*[ ]{0,3}\[\^([^[\]\s]{1,200})\]:/;

/** A footnote takes the rest of its paragraph, and the blocks behind it that are indented, which read as code. */
function withFootnotes(blocks: readonly Block[]): Block[] {
  const all: Block[] = [];
  let label: string | null = null;
  for (const block of blocks) {
    if (block.kind === "text" || block.kind === "definition") {
      label = null;
      let rest: Block = { kind: block.kind, lines: [] };
      for (const line of block.lines) {
        const found = FOOTNOTE.exec(line)?.[1] ?? null;
        if (found !== null) {
          all.push(rest);
          label = found;
          rest = { kind: "footnote", lines: [], label };
        }
        rest.lines.push(line);
      }
      all.push(rest);
    } else if (label !== null && block.kind === "code" && /^(?: {4}|\t)/.test(block.lines[0] ?? "")) {
      all.push({ kind: "footnote", lines: block.lines, label });
    } else {
      if (block.kind !== "aside") label = null;
      all.push(block);
    }
  }
  return all.filter(({ lines }) => lines.length > 0);
}
