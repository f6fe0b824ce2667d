// Assertions of Rust and their opposites.
import type { Opposites } from "../opposites.ts";

export const opposites: Opposites = {
  names: [
    [/\bassert_eq!/, () => "assert_ne!"],
    [/\bassert_ne!/, () => "assert_eq!"],
  ],
  raises: [{ names: /#\[should_panic\b(?:\([^\]]*\)|\s*=[^\]]*)?\]/, opposite: () => "" }],
  makes: /^[&*]?(?:vec!\[|[[{]|(?:\w+(?:\.|::))*[A-Z]\w*\s*[({])/,
  truth: /\bassert!\(/,
  examples: { named: /^Doc-tests /, prefix: /^\s*\/\/[/!] ?/ },
  differs: /^assert_ne|!=/,
};
