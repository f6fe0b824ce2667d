// Assertions of Rust and their opposites.
import type { Opposites } from "../language.ts";

export const opposites: Opposites = {
  names: [
    [/\bassert_eq!/, () => "assert_ne!"],
    [/\bassert_ne!/, () => "assert_eq!"],
  ],
  makes: /^[&*]?(?:vec!\[|[[{]|(?:\w+(?:\.|::))*[A-Z]\w*\s*[({])/,
  truth: /\bassert!\(/,
  examples: { named: /^Doc-tests /, prefix: /^\s*\/\/[/!] ?/ },
  differs: /^assert_ne|!=/,
};
