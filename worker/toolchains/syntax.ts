// The port of how code is written in a language, as far as small textual changes of it need to know.

export type Syntax = {
  /** Matches a comment up to the end of its line. */
  comment: RegExp;
  /** A line that only begins a block under a condition. Groups: what stands before it, the condition, what stands behind. */
  condition: RegExp;
  negated(condition: string): string;
  /** What any function may return without a compiler's objection; left out where there is no such value. */
  nothing?: string;
  /** What is true and what is not, as literals. */
  truths: readonly [yes: string, no: string];
  /** Stands before a call whose end is waited for. Left out: nothing does. */
  waits?: string;
  /** A line that returns a value. Groups: what stands before it, the value, what stands behind. */
  returns: readonly RegExp[];
  /** Matches a value that is nothing already. */
  isNothing: RegExp;
  /** A line that is a call and nothing else. Groups: what stands before it, the sign that ends it. */
  call: RegExp;
  /** Operators that are words, each with the one that stands in its place where it is made wrong. */
  operators?: Readonly<Record<string, string>>;
  /** Matches a condition that gives a name to a value; nobody can turn it round. */
  binds?: RegExp;
  /** Matches a call that what is around it cannot do without. */
  needed?: RegExp;
  /** A statement that does nothing; empty where no statement may stand. */
  noStatement: string;
  /** Whether the end of a line ends a statement; otherwise a semicolon does. */
  endsWithLine: boolean;
};
