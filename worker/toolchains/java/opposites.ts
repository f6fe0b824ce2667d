// Assertions of JUnit and AssertJ and their opposites.
import type { Opposites } from "../language.ts";

export const opposites: Opposites = {
  names: [
    [/\.is(?:Not)?(?:EqualTo|Null|Empty|SameAs|In|InstanceOf)(?=\()/, turned],
    [
      /\.(?:doesNotContain|contains)(?=\()/,
      (found) => (found === ".contains" ? ".doesNotContain" : ".contains"),
    ],
    [/\.is(?:True|False)(?=\()/, (found) => (found === ".isTrue" ? ".isFalse" : ".isTrue")],
    [/\bassertFalse\s*\((?=[^,"]*\)\s*;)/, (found) => `${found}!`],
  ],
  unequal: { names: /\bassertEquals\(|\.isEqualTo\(/, value: "new Object()" },
  truth: /\bassertTrue\s*\((?!\s*")/,
};

function turned(found: string): string {
  return found.startsWith(".isNot") ? found.replace(".isNot", ".is") : found.replace(".is", ".isNot");
}
