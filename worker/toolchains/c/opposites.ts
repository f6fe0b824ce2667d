// Assertions of C's and C++'s libraries of tests and their opposites.
import { MADE_BY_NEW } from "../braces.ts";
import type { Opposites } from "../opposites.ts";

const PAIRS: Record<string, string> = { EQ: "NE", NE: "EQ", LT: "GE", GE: "LT", GT: "LE", LE: "GT" };
const TRUTHS: Record<string, string> = { TRUE: "FALSE", FALSE: "TRUE" };

export const opposites: Opposites = {
  names: [
    [
      /\b(?:EXPECT|ASSERT|CHECK|REQUIRE)_(?:STR)?(?:EQ|NE|LT|GE|GT|LE)(?=\s*\()/,
      (found) => found.replace(/..$/, (name) => PAIRS[name] ?? name),
    ],
    [
      /\b(?:EXPECT|ASSERT|TEST_ASSERT)_(?:TRUE|FALSE)(?=\s*\()/,
      (found) => found.replace(/[A-Z]+$/, (name) => TRUTHS[name] ?? name),
    ],
    [
      /\bck_assert_(?:int|uint|str|ptr|mem)_(?:eq|ne)(?=\s*\()/,
      (found) => found.replace(/..$/, (name) => (name === "eq" ? "ne" : "eq")),
    ],
  ],
  raises: [
    { names: /\b(?:EXPECT|ASSERT)_THROW\s*\(/, kind: { at: 1, none: "long double" } },
    { names: /\b(?:CHECK|REQUIRE)_THROWS_AS\s*\(/, kind: { at: 1, none: "long double" } },
    { names: /\b(?:CHECK|REQUIRE)_THROWS_WITH\s*\(/, kind: { at: 1, none: '"another message than any"' } },
    { names: /\b(?:EXPECT|ASSERT)_ANY_THROW(?=\s*\()/, opposite: (found) => found.replace("ANY", "NO") },
    { names: /\b(?:EXPECT|ASSERT)_NO_THROW(?=\s*\()/, opposite: (found) => found.replace("NO", "ANY") },
    { names: /\b(?:CHECK|REQUIRE)_THROWS(?=\s*\()/, opposite: (found) => found.replace("THROWS", "NOTHROW") },
    {
      names: /\b(?:CHECK|REQUIRE)_NOTHROW(?=\s*\()/,
      opposite: (found) => found.replace("NOTHROW", "THROWS"),
    },
    { names: /\b(?:EXPECT|ASSERT|CHECK|REQUIRE)_\w*THROW\w*\s*\(/ },
  ],
  compares: /\b(?:(?:str|wcs)n?(?:case)?cmp|memcmp|abs|labs|fabs)\s*\(/,
  truth: /\b(?:assert|ck_assert|CHECK|REQUIRE|TEST_ASSERT)\s*\(/,
  makes: MADE_BY_NEW,
  differs: /_(?:NE|ne)$|!=/,
};
