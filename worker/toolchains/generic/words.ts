// What lines say in any language.

import type { Words } from "../language.ts";
import { limit } from "../limit.ts";

export const words: Words = {
  asserts: /\bassert\w*\b/,
  strict: /\bassert\b[^\n]*==/,
  differences: [
    limit(String.raw`\b(?:delta|epsilon|tolerance|eps)\s*[=:]\s*`),
    limit(String.raw`\babs\([^\n]{0,200}\)\s*<=?\s*`),
  ],
  times: [limit(String.raw`\btimeout(?:Ms|_ms|_seconds)?\s*[=:(]\s*`)],
  lenient: /--?no-fail\b|\|\| *(?:true|:)(?:\W|$)|; *(?:exit 0|true)\W*$|\bcontinue-on-error\b/,
  idle: /^\s*(?:\/\/|\/\*|\*)|^\s*(?:log|logger)\b/,
  // A name of the whole file, or a part of something that others have, too.
  outlives: /^[A-Za-z_]\w*\s*(?::[^=]*)?=(?!=)|^\s*(?!this\b|self\b)[A-Za-z_]\w*\.\w+\s*(?:\?\?|\|\|)?=(?!=)/,
  compares: "is_?equal(?:_?to)?|equals?|eq|same|compare|cmp",
  decidesBy: String.raw`has\w*|contains\w*|find\w*|count|filter|sign|min|max|compare\w*|equals?\w*|before|after`,
  dateParts: "y(?:ear|day)|month|day|hour|minute|second",
  values: "true|false|null",
  keywords: "foreach|module|unless",
};
