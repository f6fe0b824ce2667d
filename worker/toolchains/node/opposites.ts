// Assertions of JavaScript's runners and their opposites.
import { MADE_BY_NEW } from "../braces.ts";
import type { Opposites } from "../opposites.ts";

/** Names that stand with and without `not` or `doesNot` in front, in Node's own assertions and those of AVA, tap and tape. */
const NEGATED: Record<string, string> = {
  equal: "notEqual",
  strictEqual: "notStrictEqual",
  deepEqual: "notDeepEqual",
  deepStrictEqual: "notDeepStrictEqual",
  match: "doesNotMatch",
  throws: "doesNotThrow",
  rejects: "doesNotReject",
  ok: "notOk",
  same: "notSame",
  is: "not",
  truthy: "falsy",
  true: "false",
};

const OPPOSITES = new Map(
  Object.entries(NEGATED)
    .concat(Object.entries({ regex: "notRegex" }))
    .flatMap(([one, other]) => [[one, other] as const, [other, one] as const]),
);

export const opposites: Opposites = {
  names: [
    [/\)\s*(?:\.(?:resolves|rejects))?\.not\.to[A-Z]\w*\(/, (found) => found.replace(".not.", ".")],
    [/\)\s*(?:\.(?:resolves|rejects))?\.to[A-Z]\w*\(/, (found) => found.replace(".to", ".not.to")],
    [/\)\.(?:to|should)\.not\./, (found) => found.replace(".not.", ".")],
    [/\)\.(?:to|should)\.(?!not\b)/, (found) => `${found}not.`],
    [
      /\bassert(?:\.strict)?\.(?!ok\b)\w+(?=\()/,
      (found) => found.replace(/\w+$/, (name) => OPPOSITES.get(name) ?? name),
    ],
    [/\bt\.\w+(?=\()/, (found) => found.replace(/\w+$/, (name) => OPPOSITES.get(name) ?? name)],
  ],
  raises: [
    // AVA says it otherwise than tap and tape.
    { names: /\bt\.throws(?=\()/, opposite: () => 't[t.notThrows ? "notThrows" : "doesNotThrow"]' },
    { names: /\bt\.throwsAsync(?=\()/, opposite: () => "t.notThrowsAsync" },
    { names: /\bt\.rejects(?=\()/, opposite: () => "t.resolves" },
    {
      names:
        /\b(?:throws|rejects|doesNotThrow|doesNotReject|notThrows(?:Async)?)\(|\.toThrow(?:Error)?\w*\(|\.throw(?:s|n)?\(|\.rejected(?:With)?\b/,
    },
  ],
  truth: /\bassert(?:\.ok)?\(/,
  unequal: {
    names:
      /\b(?:assert(?:\.strict)?|t)\.(?:(?:deep|strict|deepStrict)[eE]qual|equals?|deepEquals?|is|same|eq)\(|\)\s*\.(?:(?:resolves|rejects)\.)?(?:toBe|toEqual|toStrictEqual)\(|\)\.(?:to|should)\.(?:be\.)?(?:deep\.)?(?:equal|eql?)\(/,
    value: "Symbol()",
  },
  makes: MADE_BY_NEW,
  ofOne:
    /^[\w.]+\.(?:true|false|truthy|falsy|ok|notOk|is(?:Not)?(?:True|False|Ok|Null|Undefined|Defined|NaN|Empty)|exists|notExists)\(/,
  differs: /\bnot(?![a-z])|\bdoesNot|!==?/,
};
