// Cuts a paragraph of markdown into code, tags, hidden parts and the plain text between them, the leftmost first.

export type Tag = { isEnd: boolean; name: string; attributes: string };

/** `hidden` without a tag: a comment, an instruction or a declaration of HTML. */
export type Piece = { kind: "plain" | "code" | "hidden"; from: number; to: number; tag: Tag | null };

const HIDING: [begin: string, end: string][] = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ["<![CDATA[", "]]>"],
];
/** A quoted attribute may hold `>`. */
const TAG =
  /<(\/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[^\s"'<>=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?)>/y;
const TICK = "\x60";
const RUN = /`+/y;

/** In order and without gaps. Linear. `isHtml`: only tags and hidden parts count. A hidden part of HTML may never end. */
export function piecesOf(text: string, isHtml: boolean): Piece[] {
  const pieces: Piece[] = [];
  const closing = closings(text);
  const ends = new Map(HIDING.map(([begin, end]) => [begin, text.lastIndexOf(end)]));
  let plain = 0;
  const push = (kind: Piece["kind"], from: number, to: number, tag: Tag | null = null) => {
    if (from > plain) pieces.push({ kind: "plain", from: plain, to: from, tag: null });
    pieces.push({ kind, from, to, tag });
    plain = to;
    return to;
  };
  for (let at = 0; at < text.length; ) {
    const sign = text[at];
    if (sign === "\\" && !isHtml) at += 2;
    else if (sign === TICK && !isHtml) {
      const end = runEnd(text, at);
      const close = closing(at, end - at);
      at = close === null ? end : push("code", at, close);
    } else if (sign === "<") {
      const hidden = hiddenAt(text, at, ends, isHtml) ?? tagAt(text, at);
      at = hidden === null ? at + 1 : push("hidden", at, hidden.to, hidden.tag);
    } else at += 1;
  }
  if (plain < text.length) pieces.push({ kind: "plain", from: plain, to: text.length, tag: null });
  return pieces;
}

function runEnd(text: string, at: number): number {
  RUN.lastIndex = at;
  RUN.test(text);
  return RUN.lastIndex;
}

/** Where the next run of as many backticks ends; null: there is none. Asked from left to right. */
function closings(text: string): (at: number, length: number) => number | null {
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: ticks }) => ({ at: index, length: ticks.length }));
  const byLength = Map.groupBy(runs, ({ length }) => length);
  const next = new Map<number, number>();
  return (at, length) => {
    const same = byLength.get(length) ?? [];
    let index = next.get(length) ?? 0;
    while ((same[index]?.at ?? Number.POSITIVE_INFINITY) <= at) index += 1;
    next.set(length, index);
    const close = same[index];
    return close === undefined ? null : close.at + length;
  };
}

/** `ends`: where each kind ends for the last time, so that nothing is searched for in vain. */
function hiddenAt(
  text: string,
  at: number,
  ends: Map<string, number>,
  isHtml: boolean,
): { to: number; tag: null } | null {
  const kind = HIDING.find(([begin]) => text.startsWith(begin, at));
  if (kind !== undefined) {
    const [begin, end] = kind;
    // `<!-->` is a whole comment.
    const from = at + Math.min(begin.length, 2);
    if ((ends.get(begin) ?? -1) < from) return isHtml ? { to: text.length, tag: null } : null;
    return { to: text.indexOf(end, from) + end.length, tag: null };
  }
  if (!/[A-Za-z]/.test(text[at + 2] ?? "") || text[at + 1] !== "!") return null;
  const to = text.indexOf(">", at);
  return to === -1 ? null : { to: to + 1, tag: null };
}

function tagAt(text: string, at: number): { to: number; tag: Tag } | null {
  TAG.lastIndex = at;
  const match = TAG.exec(text);
  if (match === null) return null;
  const [whole, slash = "", name = "", attributes = ""] = match;
  return { to: at + whole.length, tag: { isEnd: slash !== "", name: name.toLowerCase(), attributes } };
}
