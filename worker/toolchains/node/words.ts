// What lines say in JavaScript and TypeScript: words of its test runners, assertions and checkers.

import type { Words } from "../language.ts";
import { limit } from "../limit.ts";

export const words: Words = {
  skips: new RegExp(
    [
      String.raw`\b(?:it|test|describe|context|suite)(?:\.\w+)?\.(?:skip|only|todo|failing|fails|skipIf|runIf)\b`,
      String.raw`\b(?:xit|xtest|xdescribe|xcontext|fit|fdescribe)\s*\(|\bthis\.skip\(`,
      String.raw`\b(?:skip|only|todo):\s*(?:true|["'\`])`,
    ].join("|"),
  ),
  asserts: /\b(?:expect|should)\b/,
  strict: /\.(?:toBe|toEqual|toStrictEqual|deepEqual|deepStrictEqual|strictEqual|equal|equals)\(/,
  loose:
    /\.(?:toBeCloseTo|toBeTruthy|toBeFalsy|toBeDefined|toBeInstanceOf|closeTo|approximately|ok)\(|\.not\.toBe(?:Null|Undefined)\(|\bexpect\.any(?:thing)?\(/,
  digits: [limit(String.raw`\.toBeCloseTo\([^\n,]{1,200},\s*`)],
  times: [limit(String.raw`\bsetTimeout\(\s*`, String.raw`\s*\)`)],
  inlineSnapshot: /\btoMatchInlineSnapshot\(/,
  lenient:
    /--?(?:passWithNoTests|pass-with-no-tests|updateSnapshot|update-snapshots?|ci=false|bail=false|forceExit|allow-empty)\b|\b(?:jest|vitest|ava|tap)\b[^"\n]{0,200} -u\b/,
  silences:
    /\beslint-disable\b|\bbiome[-]ignore\b|@ts-(?:ignore|nocheck|expect-error)\b|\b(?:istanbul|c8|v8) ignore\b/,
  idle: /^\s*(?:import|export \*|export \{|type|interface|declare|namespace|@)|^\s*console\b/,
  brings: /^(?:import\b|export\b[^=]*\bfrom\b|(?:const|let|var)\b[^=]*=\s*require\s*\()/,
  outlives:
    /^(?:export\s+)?(?:let|var)\s|^(?:export\s+)?const\s[^=]*=\s*(?:new\s+(?:Weak)?(?:Map|Set)\b|\[\]|\{\})|\bglobalThis\./,
  compares: "is|deep_?(?:strict_?)?equal|is_?deep_?(?:strict_?)?equal",
  decides: "if|else|case|switch|while|for|in|try|finally|instanceof|typeof|yield",
  decidesBy:
    "includes?|starts?_?with|ends?_?with|char(?:Code)?At|codePointAt|at|(?:last_?)?index(?:Of)?|some|every|test|search|localeCompare|isNaN|apply|call|bind|eval|bool(?:ean)?|repeat",
  rounds: String.raw`\b(?:floor|ceil|round|trunc|parseInt|Number|toFixed)\b`,
  dateParts: "get(?:UTC)?(?:Full)?(?:Year|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)",
  cuts: String.raw`\b(?:slice|substr(?:ing)?)\s*\(\s*0\s*,\s*(?:[0-7]\s*\)|-)|\breplace\w*\(\s*\/[^/\n]*[.(\\]`,
  loads: String.raw`require\w*|import|\w+\.mock`,
  values: "true|false|null|undefined",
  plainLuck: "random(?:UUID)?",
  keywords:
    "abstract|as|async|await|break|case|catch|class|const|continue|default|delete|do|else|enum|export|extends|false|finally|for|from|function|get|if|implements|in|instanceof|interface|is|let|namespace|new|null|of|override|private|protected|public|readonly|return|set|static|super|switch|this|throw|true|try|type|typeof|var|void|while|with|yield",
};
