// Assertions of PHPUnit and their opposites.
import { MADE_BY_NEW } from "../braces.ts";
import type { Opposites } from "../language.ts";

export const opposites: Opposites = {
  names: [
    [/\bassertNot(?=[A-Z]\w*\()/, () => "assert"],
    [/\bassert(?=(?:Same|Equals|Null|Empty|Count|Contains|InstanceOf|EqualsWithDelta)\()/, () => "assertNot"],
    [/\bassertTrue(?=\()/, () => "assertNotTrue"],
    [/\bassertFalse(?=\()/, () => "assertNotFalse"],
  ],
  makes: MADE_BY_NEW,
  denies: /^assertFalse$/,
  differs: /^assertNot|!==?/,
};
