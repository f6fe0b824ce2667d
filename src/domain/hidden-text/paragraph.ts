// Takes out of one paragraph of markdown what GitHub does not show: comments, collapsed parts, attributes, other texts of images.
import type { HiddenKind } from "../hidden-text.ts";
import { piecesOf, type Tag } from "./pieces.ts";

/** Lasts over paragraphs: a collapsed part may hold many. */
export type Collapsing = { depth: number; inSummary: boolean };
type Found = (kind: HiddenKind) => void;

export function leftOfParagraph(text: string, collapsing: Collapsing, found: Found): string {
  const alone = codeOfLines(text);
  const kept: string[] = [];
  const keep = (piece: string) => {
    if (collapsing.depth === 0 || collapsing.inSummary) kept.push(piece);
  };
  for (const { kind, from, to, tag } of piecesOf(text)) {
    const piece = text.slice(from, to);
    if (kind === "plain") keep(withoutOtherTexts(piece, found));
    else if (kind === "code") keep(alone.get(from) === to ? piece : withoutComments(piece, found));
    else if (tag === null) found("comment");
    else keep(ofTag(tag, collapsing, found));
  }
  return kept.join("");
}

/**
 * Code within one line, which is code whether a paragraph begins at that line or before it. Code over more lines may be
 * none to GitHub, so comments are taken out of it all the same.
 */
function codeOfLines(text: string): Map<number, number> {
  const spans = new Map<number, number>();
  let start = 0;
  for (const line of text.split("\n")) {
    for (const { kind, from, to } of piecesOf(line)) if (kind === "code") spans.set(start + from, start + to);
    start += line.length + 1;
  }
  return spans;
}

function withoutComments(code: string, found: Found): string {
  return code.replace(/<!--(?:(?!<!--)[\s\S])*?-->/g, () => {
    found("comment");
    return "";
  });
}

function ofTag({ isEnd, name, attributes }: Tag, collapsing: Collapsing, found: Found): string {
  if (name === "details") return ofDetails(isEnd, attributes, collapsing, found);
  if (name === "summary" && collapsing.depth > 0) {
    if (collapsing.depth === 1) collapsing.inSummary = !isEnd;
    return "";
  }
  if (attributes.replace("/", "").trim() !== "") found("attribute");
  return `<${isEnd ? "/" : ""}${name}>`;
}

/** A part that is open from the start is shown, unless it is within one that is not. */
function ofDetails(isEnd: boolean, attributes: string, collapsing: Collapsing, found: Found): string {
  collapsing.inSummary = false;
  if (isEnd) {
    collapsing.depth = Math.max(0, collapsing.depth - 1);
    return "";
  }
  if (collapsing.depth === 0 && /(?:^|\s)open(?:\s|=|$)/i.test(attributes)) return "";
  if (collapsing.depth === 0) found("collapsed");
  collapsing.depth += 1;
  return "";
}

/** The alternative text of an image, and the title of a link, are seen by nobody who only looks. */
function withoutOtherTexts(text: string, found: Found): string {
  const titled = /(\]\(\s*(?:<[^<>\n]*>|[^\s()<>"']*))\s+(?:"[^"]*"|'[^']*'|\([^()]*\))(?=\s*\))/g;
  return withoutAlternatives(text, found).replace(titled, (_whole, link: string) => {
    found("attribute");
    return link;
  });
}

function withoutAlternatives(text: string, found: Found): string {
  const opened: number[] = [];
  const cuts: { from: number; to: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "\\") at += 1;
    else if (sign === "[") opened.push(at);
    else if (sign === "]") {
      const from = opened.pop();
      if (from !== undefined && text[from - 1] === "!" && at > from + 1)
        cuts.push({ from: from + 1, to: at });
    }
  }
  let left = "";
  let past = 0;
  for (const { from, to } of cuts.sort((a, b) => a.from - b.from)) {
    if (from < past) continue;
    found("attribute");
    left += text.slice(past, from);
    past = to;
  }
  return left + text.slice(past);
}
