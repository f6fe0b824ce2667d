// The outline of one file for the map: its symbols and comments with their places, and how often it uses each name.

export const KINDS = ["function", "method", "class", "type", "constant", "module"] as const;
export type Kind = (typeof KINDS)[number];

export type CodeSymbol = {
  name: string;
  kind: Kind;
  /** 1-based, inclusive. */
  fromLine: number;
  toLine: number;
  /** The number of symbols around it. A definition inside a function is not a symbol. */
  depth: number;
  /** The line with its name, as written. */
  text: string;
};

export type Outline = {
  symbols: CodeSymbol[];
  /** The beginnings and ends of comments, as indices into the text. */
  comments: [from: number, to: number][];
  /** The names in the code without its comments, each with how often it occurs. */
  words: [name: string, times: number][];
};

/** The text with spaces instead of its comments. Every line keeps its number. */
export function withoutComments(text: string, comments: Outline["comments"]): string {
  let code = "";
  let done = 0;
  for (const [from, to] of comments) {
    code += text.slice(done, from) + text.slice(Math.max(done, from), to).replace(/[^\n]/g, " ");
    done = Math.max(done, to);
  }
  return code + text.slice(done);
}
