// Assertions of PHPUnit and their opposites.
import type { Opposites } from "../language.ts";

export const opposites: Opposites = {
  names: [
    [/\bassertNot(?=[A-Z]\w*\()/, () => "assert"],
    [/\bassert(?=(?:Same|Equals|Null|Empty|Count|Contains|InstanceOf|EqualsWithDelta)\()/, () => "assertNot"],
    [/\bassertTrue(?=\()/, () => "assertNotTrue"],
    [/\bassertFalse(?=\()/, () => "assertNotFalse"],
  ],
};
