// What a map keeps of one file: where its symbols stand, where its comments, and which names it uses how often.

export const KINDS = ["function", "method", "class", "type", "constant", "module"] as const;
export type Kind = (typeof KINDS)[number];

export type CodeSymbol = {
  name: string;
  kind: Kind;
  /** 1-based, inclusive. */
  fromLine: number;
  toLine: number;
  /** How many symbols it stands inside of. What stands inside a function is no symbol. */
  depth: number;
  /** The line its name stands on, as written. */
  text: string;
};

export type Outline = {
  symbols: CodeSymbol[];
  /** Where comments begin and end, as indices into the text. */
  comments: [from: number, to: number][];
  /** Names in the code, comments left out, with how often they stand there. */
  words: [name: string, times: number][];
};

/** The text with its comments blanked out, line by line as it was. */
export function withoutComments(text: string, comments: Outline["comments"]): string {
  let code = "";
  let done = 0;
  for (const [from, to] of comments) {
    code += text.slice(done, from) + text.slice(Math.max(done, from), to).replace(/[^\n]/g, " ");
    done = Math.max(done, to);
  }
  return code + text.slice(done);
}
