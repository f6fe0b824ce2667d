// Assertions of Go's tests and of testify, and their opposites.
import type { Opposites } from "../opposites.ts";

const SWAPPED: Record<string, string> = {
  True: "False",
  False: "True",
  NoError: "Error",
  Error: "NoError",
  Exactly: "NotEqual",
  EqualValues: "NotEqualValues",
};

export const opposites: Opposites = {
  names: [
    [
      /\b(?:assert|require)\.\w+(?=f?\()/,
      (found) =>
        found.replace(/\w+$/, (name) => {
          if (name.startsWith("Not")) return name.slice("Not".length);
          const opposite = /^(?:Equal|Nil|Empty|Contains|Zero|Same|Panics|Regexp|Subset|ErrorIs)$/.test(name);
          return SWAPPED[name] ?? (opposite ? `Not${name}` : name);
        }),
    ],
  ],
  raises: [
    {
      names:
        /\b(?:assert|require)\.(?:Not)?(?:Panics|Error|ErrorIs|ErrorAs)f?\(|\b(?:assert|require)\.NoErrorf?\(/,
    },
  ],
  makes: /^&?(?:\[\]\*?|map\[\w+\])?[\w.]+\{/,
  fails: {
    calls: /\bt\.(?:Error|Fatal)f?\(|\bt\.Fail(?:Now)?\(/,
    condition: /^(\s*(?:\} else )?if (?:.*; )?)(.+?)(\s*\{\s*)$/,
  },
  handed: /^t$/,
  denies: /\.False$/,
  ofOne: /^\w+\.(?:Not)?(?:True|False|Nil|Empty|Zero)f?\(/,
  differs: /\.Not/,
};
