// The port of how code says when two of its values are equal, and of what can stand in the place of that.

export type Equality = {
  files: RegExp;
  /** A line that begins what says when values are equal, to the language or to tests, or that leaves a part out of it. */
  defines: RegExp;
  /**
   * The text with an equality by type and by parts in the place of those that begin at these indices of lines: values of one
   * class are equal where they have parts and all of these are equal. Where tests may stand in the same file, every line keeps its
   * number. Null: nobody can tell the parts, the code could say something else of them, or the equality is written in another way.
   */
  byParts(text: string, begins: readonly number[]): string | null;
};
