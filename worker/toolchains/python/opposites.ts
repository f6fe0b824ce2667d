// Assertions of Python's runners and their opposites.
import type { Opposites } from "../opposites.ts";

export const opposites: Opposites = {
  names: [
    [
      /\bassertIsNot(?:None|Instance)?(?=\()|\bassertNotIsInstance(?=\()/,
      (found) => found.replace("Not", ""),
    ],
    [/\bassertNot(?:Equal|In|AlmostEqual|Regex)(?=\()/, (found) => found.replace("Not", "")],
    [/\bassertIs(?:None)?(?=\()/, (found) => found.replace("assertIs", "assertIsNot")],
    [
      /\bassert(?:Equals?|In|AlmostEqual|IsInstance|Regex|(?:Multi|Sequence|List|Tuple|Set|Dict)\w*Equal)(?=\()/,
      (found) =>
        `assertNot${/^assert(?:Multi|Sequence|List|Tuple|Set|Dict|Equals)/.test(found) ? "Equal" : found.slice("assert".length)}`,
    ],
    [/\bassertTrue(?=\()/, () => "assertFalse"],
    [/\bassertFalse(?=\()/, () => "assertTrue"],
    [/\bassertGreater(?=\()/, () => "assertLessEqual"],
    [/\bassertLess(?=\()/, () => "assertGreaterEqual"],
    [/\bassertGreaterEqual(?=\()/, () => "assertLess"],
    [/\bassertLessEqual(?=\()/, () => "assertGreater"],
  ],
  raises: [
    {
      names: /\bassertRaises(?:Regexp?)?\(|(?:\bpytest\.|\bwith )raises\(/,
      kind: { at: 0, none: 'type("Other", (Exception,), {})' },
    },
    {
      names: /\bassertWarns(?:Regex)?\(|\bpytest\.warns\(/,
      kind: { at: 0, none: 'type("Other", (Warning,), {})' },
    },
  ],
  truth: /^\s*assert\s+/,
  unequal: {
    names: /\bassertEquals?\(/,
    value: "object()",
    joins: /\b(?:and|or|not|if|in|is|lambda)\b|[<>!]=?/,
  },
  // Neither the next code nor an exception: of that, only the kind may be compared.
  examples: { named: /./, prefix: /^\s*>>> /, printed: /^\s*(?!>>>|\.\.\.|Traceback \()\S/ },
  denies: /^assertFalse$/,
  ofOne: /^(?:\w+\.)?assert(?:True|False|Is(?:Not)?None)\s*\(/,
  differs: /^assert\w*Not|!=|\bnot in\b|\bis not\b/,
};
