// The port of how functions and tests are written in a language, as far as lines are read without a grammar.

/** A line that says something of this name, as a whole word; null: of any name, which is the group `name`. */
export type OfName = (name: string | null) => RegExp;

/** Each expression is tried on one line. The lines of a body are indented more than the line that begins it. */
export type Forms = {
  /** Begins a function of that name. */
  function: OfName;
  /** Begins a test that is a function of that name. */
  test: OfName;
  /** Begins a test whose title is a text in this line, or in the next one. */
  titled: RegExp;
  /** Begins a test whose title may stand in a row of a table above. */
  tableTest: RegExp;
  /** Stands in a title for a value of a row. */
  place: RegExp;
  /** How a test is left at once; the first that matches the line in which its body begins. Empty: nobody knows how. */
  leaves: readonly Leaving[];
  /** Begins lines that do not always run, or that may run more than once. */
  sometimes: RegExp;
  /** Of these, a condition that always is asked in its own line. */
  asked: RegExp;
};

/** `by`: a statement with which the compiler accepts what stands behind it. `isBelow`: it stands in a line of its own. */
export type Leaving = { begins: RegExp; by: string; isBelow: boolean };

/** `NAME` stands for the name in each of the sources. */
export function ofName(...sources: readonly string[]): OfName {
  return (name) => {
    const word = name === null ? ANY_NAME : RegExp.escape(name);
    return new RegExp(sources.join("|").replaceAll("NAME", () => `(?<![\\w$])${word}(?![\\w$])`));
  };
}

/** A name in backticks may be any text. */
const ANY_NAME = String.raw`(?<name>[\w$]+|\x60[^\x60]+\x60)`;

/** A body that begins with a brace. */
export function behindBrace(by: string): Leaving {
  return { begins: /\{\s*$/, by, isBelow: false };
}

/** A text in quotes, in one line. */
export const TITLE = String.raw`"[^"\n]*"|'[^'\n]*'|\x60[^\x60\n]*\x60`;
export const NEVER = /(?!)/;
/** A condition that begins a block in braces. */
export const ASKED_BEFORE_BRACE = /^\s*if\b.*\{\s*$/;
/** What stands for a value where a text is formatted. */
export const FORMATTED = /%[a-zA-Z#]/;

/** Lines that begin with one of the words, perhaps behind a brace, or that call one of the methods. */
export function beginsWith(words: string, methods?: string): RegExp {
  const called = methods === undefined ? "" : String.raw`|\.(?:${methods})\b`;
  return new RegExp(String.raw`^\s*\}?\s*(?:${words})\b${called}`);
}
