// What is read of one file: its symbols and comments with their places, how often it uses each name, and the bodies of functions.

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

/** The beginning and the end of a piece of a text, as indices into it. */
export type Marked = [from: number, to: number];

export type Outline = {
  symbols: CodeSymbol[];
  comments: Marked[];
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

/** A function whose body can be entered: where that is, as indices into the text. */
export type FunctionBody = {
  /** Null where it has none. */
  name: string | null;
  /** What it returns, as written; null where nothing is written. */
  result: string | null;
  /** 1-based, inclusive. */
  fromLine: number;
  toLine: number;
  /** `block`: statements, with their braces where the language has any. `value`: one expression that is returned. */
  body: { kind: "block" | "value"; from: number; to: number };
};
