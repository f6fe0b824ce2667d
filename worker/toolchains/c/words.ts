// What lines say in C and C++: words of GoogleTest.

import type { Words } from "../language.ts";
import { limit } from "../limit.ts";

export const words: Words = {
  skips: /\bGTEST_SKIP\(|\bTEST(?:_F|_P)?\([^)]*\bDISABLED_/,
  asserts: /\b(?:EXPECT_\w+|ASSERT_\w+)\b/,
  strict: /\b(?:EXPECT|ASSERT)_EQ\b/,
  loose: /\b(?:EXPECT|ASSERT)_(?:NEAR|TRUE|FLOAT_EQ)\b/,
  differences: [limit(String.raw`_NEAR\([^\n]{1,300},\s*`, String.raw`\s*\)`)],
  idle: /^\s*(?:#|using|namespace|include)/,
  brings: /^using\s/,
  outlives: /^(?:\s+static\s+(?!.*\()|static\b)/,
  decides: "if|else|case|switch|while|for|and|or|not|try",
  rounds: String.raw`\b(?:floor|ceil|round|trunc|int)\b`,
  loads: String.raw`include\w*`,
  keywords:
    "break|case|catch|class|const|continue|default|delete|do|else|enum|false|for|goto|if|namespace|new|private|protected|public|return|sizeof|static|struct|switch|template|this|throw|true|try|typedef|union|using|virtual|void|while",
};
