// Takes out of markdown what GitHub does not show to a reader. Linear; where it is in doubt, it takes out more.
import { z } from "zod";
import { leftOfParagraph } from "./hidden-text/paragraph.ts";
import { unseenIn } from "./unseen.ts";

/** `attribute`: what a tag, an image or a link says besides what is shown. */
export const HiddenKind = z.enum(["comment", "collapsed", "definition", "attribute", "unseen-character"]);
export type HiddenKind = z.infer<typeof HiddenKind>;

/** `hidden`: how many of each kind were taken out, without those of which there were none. */
export type ShownText = { text: string; hidden: { kind: HiddenKind; count: number }[] };

/** Fenced and inline code stays as it is. Not promised: that code within collapsed parts stays. */
export function shownText(markdown: string): ShownText {
  const counts = new Map<HiddenKind, number>();
  const found = (kind: HiddenKind, count = 1) => counts.set(kind, (counts.get(kind) ?? 0) + count);
  const collapsing = { depth: 0, inSummary: false };
  const blocks = blocksOf(markdown.split(/\r\n?|\n/), found);
  const text = blocks.flatMap(({ isCode, lines }) => {
    if (isCode) return collapsing.depth > 0 ? [] : [lines.join("\n")];
    return [leftOfParagraph(lines.join("\n"), collapsing, found)];
  });
  const shown = text.join("\n");
  const unseen = shown.split("\n").reduce((sum, line, at) => sum + unseenIn(line, at === 0).length, 0);
  if (unseen > 0) found("unseen-character", unseen);
  return { text: shown, hidden: [...counts].map(([kind, count]) => ({ kind, count })) };
}

type Block = { isCode: boolean; lines: string[] };
type Fence = { mark: string; length: number; quotes: number; indent: number };

/** Runs of lines between blank ones and fences; comments and definitions that are blocks of their own are gone. */
function blocksOf(lines: readonly string[], found: (kind: HiddenKind) => void): Block[] {
  const blocks: Block[] = [];
  let fence: Fence | null = null;
  let list = 0;
  let ending: string | null = null;
  let isDefining = false;
  const add = (isCode: boolean, line: string) => {
    const last = blocks.at(-1);
    if (last !== undefined && last.isCode === isCode && (isCode || line.trim() !== "")) last.lines.push(line);
    else blocks.push({ isCode, lines: [line] });
  };
  for (const raw of lines) {
    let line = raw;
    if (fence !== null && leaves(fence, line)) fence = null;
    if (fence !== null) {
      add(true, line);
      if (closes(fence, line)) fence = null;
      continue;
    }
    if (ending !== null) {
      const at = line.indexOf(ending);
      if (at === -1) continue;
      line = line.slice(at + ending.length);
      ending = null;
    }
    const { quotes, indent, rest, marker } = containerOf(line);
    if (rest === "") isDefining = false;
    if (marker !== null) list = marker;
    else if (rest !== "" && indent < list) list = 0;
    const isBlock = indent - (indent >= list ? list : 0) < 4;
    const opened = isBlock ? /^(`{3,})[^`]*$|^(~{3,})/.exec(rest) : null;
    const marks = opened?.[1] ?? opened?.[2] ?? "";
    if (marks !== "") {
      fence = { mark: marks.charAt(0), length: marks.length, quotes, indent: list };
      isDefining = false;
      add(true, line);
      continue;
    }
    const hides = isBlock ? beginning(rest) : null;
    if (hides !== null && !rest.includes(hides, 2)) {
      found("comment");
      ending = hides;
      continue;
    }
    if (isBlock && /^\[[^\]]*\]:/.test(rest)) {
      found("definition");
      isDefining = true;
    }
    // A definition may go on, with its address or title, as long as its paragraph does.
    if (!isDefining) add(false, line);
  }
  return blocks;
}

/** What ends the hidden block that this text begins; null: it begins none. */
function beginning(text: string): string | null {
  if (text.startsWith("<!--")) return "-->";
  if (text.startsWith("<?")) return "?>";
  if (text.startsWith("<![CDATA[")) return "]]>";
  return /^<![A-Za-z]/.test(text) ? ">" : null;
}

function closes({ mark, length }: Fence, line: string): boolean {
  const { rest } = containerOf(line);
  const marks = rest.trimEnd();
  return marks.length >= length && marks === mark.repeat(marks.length);
}

/** The quotation or the item that the fence stands in ended. */
function leaves(fence: Fence, line: string): boolean {
  const { quotes, indent, rest } = containerOf(line);
  return quotes < fence.quotes || (rest !== "" && indent < fence.indent);
}

/** How a line is indented, in columns, behind the signs of quotations and items. `marker`: where an item's text begins. */
function containerOf(line: string): { quotes: number; indent: number; rest: string; marker: number | null } {
  let quotes = 0;
  let indent = 0;
  let marker: number | null = null;
  let at = 0;
  for (;;) {
    const sign = /[ \t]*(?:(>)|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))[ \t]?/y;
    sign.lastIndex = at;
    const match = sign.exec(line);
    if (match === null) break;
    at = sign.lastIndex;
    if (match[1] === undefined) {
      indent += match[0].length;
      marker = indent;
    } else {
      quotes += 1;
      indent = 0;
    }
  }
  const blanks = /[ \t]*/y;
  blanks.lastIndex = at;
  const wide = (blanks.exec(line)?.[0] ?? "").replaceAll("\t", "    ").length;
  const rest = line.slice(at).trimStart();
  return { quotes, indent: marker === null ? wide : marker + wide, rest, marker };
}
