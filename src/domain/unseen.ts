// Characters that a reader of code cannot see, or that end a line for one program and not for another, by Unicode's properties.

export type UnseenCharacter = {
  /** 1-based, in UTF-16 units. */
  column: number;
  /** As Unicode writes it: `U+2028`. */
  character: string;
  what: "line-end" | "control" | "direction" | "unseen" | "blank";
};

/** Zero-width characters that make one picture of several; and joiners between letters of scripts that need them. */
const SEEN =
  /\p{RGI_Emoji}|\p{Extended_Pictographic}[\ufe0e\ufe0f]|(?<=\p{Extended_Pictographic})\u200d(?=\p{Extended_Pictographic})|(?<=[[\p{L}\p{M}]--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]])[\u200c\u200d](?=\p{L})/gv;

const KINDS: [what: UnseenCharacter["what"], characters: RegExp][] = [
  // JavaScript ends a comment at the first two, other readers at the third; nothing that shows a diff does.
  ["line-end", /[\u2028\u2029\u0085\r]/u],
  ["direction", /\p{Bidi_Control}/u],
  ["unseen", /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u],
  ["control", /(?![\t\f])\p{Cc}/u],
  // A no-break space and an ideographic space are seen as spaces and mean what spaces mean.
  ["blank", /(?![ \u00a0\u202f\u3000])\p{Zs}/u],
];

/** The characters of one line, without its end, that a reader cannot see. Linear. */
export function unseenIn(line: string, isFirst: boolean): UnseenCharacter[] {
  const text = line.replace(/\r$/, "").replace(isFirst ? /^\ufeff/ : /(?!)/, " ");
  if (/^[\t\x20-\x7e]*$/.test(text)) return [];
  const masked = text.replace(SEEN, (seen) => "x".repeat(seen.length));
  const found: UnseenCharacter[] = [];
  let column = 1;
  for (const character of masked) {
    const kind = KINDS.find(([, characters]) => characters.test(character));
    if (kind !== undefined) found.push({ column, character: named(character), what: kind[0] });
    column += character.length;
  }
  return found;
}

function named(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
