// Assertions of JUnit and AssertJ and their opposites.
import { MADE_BY_NEW } from "../braces.ts";
import type { Opposites } from "../opposites.ts";

const NONE = "java.nio.charset.CoderMalfunctionError.class";

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
  raises: [
    // What it returns may have a name of another type.
    {
      names: /^\s*(?:\w+\.)?assertThrows(?:Exactly)?\(|\bassertThatExceptionOfType\(/,
      kind: { at: 0, none: NONE },
    },
    {
      names: /@Test\s*\((?:.*,)?\s*expected\s*=|\b(?:thrown|exception)\.expect\(/,
      kind: { at: 0, none: NONE },
    },
    {
      names: /\bassert(?:Throws|FailsWith)<[\w.]+>/,
      opposite: (found) => found.replace(/<.*/, "<java.nio.charset.CoderMalfunctionError>"),
    },
    { names: /\bassertThrows(?:Exactly)?\(|\bassertDoesNotThrow\(/ },
  ],
  unequal: { names: /\bassertEquals\(|\.isEqualTo\(/, value: "new Object()" },
  message: /^"/,
  truth: /\bassertTrue\s*\((?!\s*")/,
  makes: MADE_BY_NEW,
  denies: /\bassertFalse\s*\($/,
  ofOne: /^(?:\w+\.)?assert(?:True|False|(?:Not)?Null)\s*\(/,
  differs: /\.isNot|\.doesNot|!=/,
};

function turned(found: string): string {
  return found.startsWith(".isNot") ? found.replace(".isNot", ".is") : found.replace(".is", ".isNot");
}
