// Takes out of one paragraph of markdown what GitHub does not show: comments, collapsed parts, attributes, other texts of images.
import type { HiddenKind } from "./kind.ts";
import { piecesOf, type Tag } from "./pieces.ts";

/**
 * Lasts over paragraphs: a collapsed part may hold many. `tables`: those that were opened in it, behind which nothing ends
 * it. `unshown`: the name of the element that is never shown and has not ended yet. `ended`: names of such elements that end
 * somewhere in the text; without an end, a name in brackets may be all that somebody meant.
 */
export type Collapsing = {
  depth: number;
  inSummary: boolean;
  tables: number;
  unshown: string | null;
  ended: ReadonlySet<string>;
};
type Found = (kind: HiddenKind) => void;

/** `html`: no sign of markdown counts. `table`: a line holds many texts, so that code in it may be none. */
type Reading = { kind: "text" | "html" | "table" | "footnote"; collapsing: Collapsing; found: Found };

export function leftOfParagraph(text: string, { kind: reading, collapsing, found }: Reading): string {
  const isHtml = reading === "html";
  const alone = reading === "table" ? new Map<number, number>() : codeOfLines(text);
  const kept: string[] = [];
  const keep = (piece: string) => {
    if (collapsing.unshown === null && (collapsing.depth === 0 || collapsing.inSummary)) kept.push(piece);
  };
  for (const { kind, from, to, tag } of piecesOf(text, isHtml)) {
    const piece = text.slice(from, to);
    if (kind === "plain") keep(isHtml ? piece : withoutOtherTexts(piece, found));
    else if (kind === "code") keep(alone.get(from) === to ? piece : withoutComments(piece, found));
    else if (tag === null) found("comment");
    else keep(ofTag(tag, collapsing, found));
  }
  return kept.join("");
}

/** The labels of footnotes that a text refers to, in small letters. */
export function referredIn(text: string): string[] {
  return piecesOf(text, false).flatMap(({ kind, from, to }) =>
    kind !== "plain"
      ? []
      : [...text.slice(from, to).matchAll(/(?<!\\)\[\^([^[\]\s]{1,200})\](?!:)/g)].map(([, label = ""]) =>
          label.toLowerCase(),
        ),
  );
}

/**
 * Code within one line, which is code whether a paragraph begins at that line or before it. Code over more lines may be
 * none to GitHub, so comments are taken out of it all the same.
 */
function codeOfLines(text: string): Map<number, number> {
  const spans = new Map<number, number>();
  let start = 0;
  for (const line of text.split("\n")) {
    for (const { kind, from, to } of piecesOf(line, false))
      if (kind === "code") spans.set(start + from, start + to);
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

/** What a browser has and does not show, or what GitHub takes out with all that is in it. */
const UNSHOWN = ["rp", "script", "style", "template"];

export function endedIn(text: string): Set<string> {
  const small = text.toLowerCase();
  return new Set(UNSHOWN.filter((name) => small.includes(`</${name}`)));
}

function ofTag(tag: Tag, collapsing: Collapsing, found: Found): string {
  const { isEnd, name, attributes } = tag;
  if (collapsing.unshown !== null) {
    if (isEnd && name === collapsing.unshown) collapsing.unshown = null;
    return "";
  }
  if (!isEnd && collapsing.ended.has(name)) {
    found("element");
    collapsing.unshown = name;
    return "";
  }
  if (name === "details") return ofDetails(isEnd, attributes, collapsing, found);
  if (name === "table" && collapsing.depth > 0)
    collapsing.tables = Math.max(0, collapsing.tables + (isEnd ? -1 : 1));
  if (name === "summary" && collapsing.depth > 0) {
    if (collapsing.depth === 1) collapsing.inSummary = !isEnd;
    return "";
  }
  const source = name === "img" && !isEnd ? SOURCE.exec(attributes)?.[0] : undefined;
  if (
    attributes
      .replace(source ?? "", "")
      .replace("/", "")
      .trim() !== ""
  )
    found("attribute");
  return `<${isEnd ? "/" : ""}${name}${source ?? ""}>`;
}

/** Where a picture is stays, as in markdown's own sign for pictures. No address has a blank. */
const SOURCE = /\ssrc\s*=\s*(?:"[^"\s]*"|'[^'\s]*'|[^\s"'>]+)/i;

/** A part that is open from the start is shown, unless it is within one that is not. */
function ofDetails(isEnd: boolean, attributes: string, collapsing: Collapsing, found: Found): string {
  collapsing.inSummary = false;
  if (isEnd) {
    // HTML ends nothing around a table that is still open.
    if (collapsing.tables === 0) collapsing.depth = Math.max(0, collapsing.depth - 1);
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
