// The port of what is prose in the files of a language, and what only looks like it.

export type Comments = {
  /**
   * A line that is nothing but a comment, in files of these paths: what seems to be one in the middle of a line may stand in a
   * text. Left out: lines behind two slashes.
   */
  lines?: { files: RegExp; line: RegExp };
  /** Matches a comment on which a compiler acts, or that may hold code. */
  acts?: RegExp;
  /** Matches a file in which comments are code. */
  unless?: RegExp;
  /** Matches a file that reads the texts which document its code. Left out: a text that is a statement documents nothing. */
  readsDocuments?: RegExp;
};

/** `#!`, `#[` and `#word` mean something else. */
export const BEHIND_HASH = /^\s*#(?![[!\w])/;
/** A line with a placeholder may stand in a text. */
export const BEHIND_SLASHES = /^\s*\/\/(?!.*\$\{)/;
