// Assertions of PHPUnit and their opposites.
import { MADE_BY_NEW } from "../braces.ts";
import type { Opposites } from "../opposites.ts";

export const opposites: Opposites = {
  names: [
    [/\bassertNot(?=[A-Z]\w*\()/, () => "assert"],
    [/\bassert(?=(?:Same|Equals|Null|Empty|Count|Contains|InstanceOf|EqualsWithDelta)\()/, () => "assertNot"],
    [/\bassertTrue(?=\()/, () => "assertNotTrue"],
    [/\bassertFalse(?=\()/, () => "assertNotFalse"],
  ],
  raises: [
    { names: /->expectException\(/, kind: { at: 0, none: "get_class(new class extends \\Exception {})" } },
    { names: /->expectExceptionMessage\(/, kind: { at: 0, none: '"another message than any"' } },
    { names: /->expectExceptionMessageMatches\(/, kind: { at: 0, none: '"/(?!)/"' } },
    { names: /->expectExceptionCode\(/, kind: { at: 0, none: "-7919" } },
    { names: /->expectException\w*\(/ },
  ],
  makes: MADE_BY_NEW,
  denies: /^assertFalse$/,
  ofOne: /^(?:\w+\.)?assert(?:Not)?(?:True|False|Null|Empty)\s*\(/,
  differs: /^assertNot|!==?/,
};
