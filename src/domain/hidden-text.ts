// Takes out of markdown what GitHub does not show to a reader. Where it is in doubt, it takes out more.
import { type Block, blocksOf } from "./hidden-text/blocks.ts";
import type { HiddenKind } from "./hidden-text/kind.ts";
import { type Collapsing, endedIn, leftOfParagraph, referredIn } from "./hidden-text/paragraph.ts";
import { unseenIn } from "./unseen.ts";

/** `hidden`: how many of each kind were taken out, without those of which there were none. */
export type ShownText = { text: string; hidden: { kind: HiddenKind; count: number }[] };

/**
 * Fenced and inline code stays as it is. Attributes go, and so does the sanitizer's work: GitHub takes out `hidden`, `style`
 * and `class`, and shows what they would hide (github.com/gjtorikian/html-pipeline, `sanitization_filter.rb`). Not
 * promised: that code within collapsed parts stays, or what an address says.
 */
export function shownText(markdown: string): ShownText {
  const counts = new Map<HiddenKind, number>();
  const found = (kind: HiddenKind, count = 1) => counts.set(kind, (counts.get(kind) ?? 0) + count);
  const blocks = blocksOf(markdown.split(/\r\n?|\n/));
  const referred = new Set(
    blocks.flatMap((block) => (isText(block) ? referredIn(block.lines.join("\n")) : [])),
  );
  const collapsing: Collapsing = {
    depth: 0,
    inSummary: false,
    tables: 0,
    unshown: null,
    ended: endedIn(markdown),
  };
  const left = blocks.flatMap((block): string[] => {
    const text = block.lines.join("\n");
    if (block.kind === "aside" || block.kind === "code") return isShown(collapsing) ? [text] : [];
    const isUnused = block.kind === "footnote" && !referred.has(block.label.toLowerCase());
    if (block.kind !== "definition" && !isUnused)
      return [leftOfParagraph(text, { kind: block.kind, collapsing, found })];
    found("definition");
    return [];
  });
  const shown = left.join("\n");
  const unseen = shown.split("\n").reduce((sum, line, at) => sum + unseenIn(line, at === 0).length, 0);
  if (unseen > 0) found("unseen-character", unseen);
  return { text: shown, hidden: [...counts].map(([kind, count]) => ({ kind, count })) };
}

function isText({ kind }: Block): boolean {
  return kind === "text" || kind === "table";
}

function isShown({ depth, unshown }: Collapsing): boolean {
  return depth === 0 && unshown === null;
}
