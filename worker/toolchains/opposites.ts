// The port of how assertions are turned round.

/** How an assertion is turned into its opposite, in the line in which it begins. */
export type Opposites = {
  /** The first that matches becomes the name of the opposite assertion. */
  names: readonly (readonly [name: RegExp, opposite: (found: string) => string])[];
  /** Assertions that something raises; the first that matches counts, and nothing else in its line is altered. */
  raises?: readonly Raising[];
  /** Matches up to the operand whose truth is asserted. */
  truth?: RegExp;
  /** Matches up to the operands of a call that compares them, where the truth of an assertion often is one. */
  compares?: RegExp;
  /**
   * A condition is an assertion where `calls` matches one of the lines under it. Groups of `condition`: what stands before it,
   * the condition, what stands behind.
   */
  fails?: { calls: RegExp; condition: RegExp };
  /** Matches the name of an assertion, or the operand of a truth, that holds for most values: another value says nothing there. */
  differs?: RegExp;
  /** Matches the name of an assertion that its operand does not hold. */
  denies?: RegExp;
  /** Matches a first operand that is the test itself. */
  handed?: RegExp;
  /** Matches a first operand that is a message, where two more follow. */
  message?: RegExp;
  /** Matches the name of an assertion that judges one operand, up to that one: any other is a message. */
  ofOne?: RegExp;
  examples?: Examples;
  /** Matches an operand that is a value which the test makes. Left out: a list, a record, or a call of a name in capitals. */
  makes?: RegExp;
  /**
   * `names` matches an assertion of equality up to its operands; `value` is one that equals nothing. `joins`: values of any type
   * can be compared where a truth is asserted, and these make more of it than a comparison of two.
   */
  unequal?: { names: RegExp; value: string; joins?: RegExp };
};

export type Examples = {
  /** Matches the name of a test that is an example in documentation; and what stands in front of code in a line of one. */
  named: RegExp;
  prefix: RegExp;
  /** Below code, matches a line that it has to print, in which another text makes the test fail. Left out: it prints nothing. */
  printed?: RegExp;
};

/**
 * `names` matches in a line that asserts that something raises, or above the test. `opposite`: what becomes of what matched. `kind`: the
 * operand at this place behind it becomes one that nothing raises. Neither: the opposite is the one by name, if there is one.
 */
export type Raising = {
  names: RegExp;
  opposite?: (found: string) => string;
  kind?: { at: number; none: string };
};
