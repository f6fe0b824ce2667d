// What lines say in Rust: words of its tests and attributes.
import type { Words } from "../toolchain.ts";

export const words: Words = {
  skips: /#\[ignore\b/,
  strict: /\bassert_eq!/,
  loose: /\b(?:assert_relative_eq|assert_abs_diff_eq)\b/,
  inlineSnapshot: /\bassert_snapshot!|\bexpect!\[/,
  silences: /#!?\[allow\(/,
  idle: /^\s*(?:use|type|#)/,
};
