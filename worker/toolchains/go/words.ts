// What lines say in Go: words of its tests, of testify, and of its linters.

import type { Words } from "../language.ts";
import { limit } from "../limit.ts";

export const words: Words = {
  skips: /\bt\.Skip(?:Now|f)?\(|^\/\/go:build ignore\b/,
  asserts: /\b(?:require\.\w+|t\.(?:Error|Fatal)f?)\b/,
  strict: /\bEqual\(t,/,
  loose: /\b(?:InDelta|InEpsilon|NotNil|True)\(t,/,
  differences: [limit(String.raw`\b(?:InDelta|InEpsilon)\([^\n]{1,300},\s*`, String.raw`\s*\)`)],
  silences: /\/\/\s*nolint\b/,
  idle: /^\s*(?:package|import|type|interface)|^\s*fmt\.Print\w*\b/,
  brings: /^(?:package\s|import\b)/,
  outlives: /^var\s|^\t\w+\s+(?:=|map\[)/,
  decides: "if|else|case|switch|for",
  rounds: String.raw`\b(?:Floor|Ceil|Round|Trunc|int)\b`,
  keywords:
    "break|case|const|continue|default|defer|else|false|for|func|go|goto|if|interface|match|nil|package|return|struct|switch|true|type|var",
};
