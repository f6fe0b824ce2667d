// What lines say in Python: words of its test runners, assertions and checkers.

import type { Words } from "../language.ts";
import { limit } from "../limit.ts";

export const words: Words = {
  skips:
    /@(?:pytest\.mark\.|unittest\.)?(?:skip|skipif|skipIf|skipUnless|xfail|expectedFailure)\b|\bpytest\.(?:skip|xfail|importorskip)\(|\bpytestmark\s*=.*\b(?:skip|xfail)|\bskipTest\(|\bSkipTest\b|\bcollect_ignore\b|#\s*doctest:\s*\+SKIP\b/,
  asserts: /^\s*>>> /,
  strict: /\bassert(?:Equals?|DictEqual|ListEqual)\b/,
  loose:
    /#\s*doctest:\s*\+(?:ELLIPSIS|NORMALIZE_WHITESPACE|IGNORE_EXCEPTION_DETAIL)\b|\b(?:approx|isclose|allclose|assertAlmostEqual|assertIsNotNone|assertTrue)\b/,
  digits: [limit(String.raw`\bplaces\s*=\s*`), limit(String.raw`\bdecimal\s*=\s*`)],
  differences: [limit(String.raw`\b(?:abs|rel|abs_tol|rel_tol|atol|rtol)\s*[=:]\s*`)],
  lenient: /--?(?:snapshot-update|exit-zero|deselect)\b/,
  silences: /#\s*(?:type:\s*ignore|noqa|pylint:\s*disable|pragma:\s*no cover)\b/,
  idle: /^\s*(?:import|from|@|#)|^\s*(?:logging|print)\b/,
  brings: /^(?:import\b|from\s+\S+\s+import\b)/,
  bringsFrom: "from|import",
  outlives: /^\s*def\s.*=\s*(?:\[|\{|dict\()|^\s*(?:global|nonlocal)\s/,
  compares: "isclose|allclose|almost_?equal\\w*",
  decides: "if|else|elif|case|match|while|for|not|and|or|is|in|try|except|finally|assert|yield",
  decidesBy: "any|all|bool|divmod|getattr|eval|exec",
  defaults: "or",
  rounds: String.raw`\b(?:floor|ceil|round|trunc|int)\b|\/\/`,
  dateParts: "strftime|timetuple|(?:iso)?weekday|isocalendar|toordinal",
  cuts: String.raw`\[\s*0?\s*:\s*(?:[0-7]\s*\]|-)|\bre\.sub\(`,
  templates: "[fF][rR]?",
  loads: "__import__",
  values: "True|False|None",
  plainLuck: "random|uuid[14]",
  keywords:
    "and|as|assert|async|await|break|case|class|continue|def|elif|else|except|false|finally|for|from|if|in|is|lambda|match|none|not|or|pass|raise|return|self|true|try|type|while|with|yield",
};
