// What lines say in Rust: words of its tests and attributes.
import type { Words } from "../language.ts";

export const words: Words = {
  skips: /#\[ignore\b/,
  strict: /\bassert_eq!/,
  loose: /\b(?:assert_relative_eq|assert_abs_diff_eq)\b/,
  inlineSnapshot: /\bassert_snapshot!|\bexpect!\[/,
  silences: /#!?\[allow\(/,
  idle: /^\s*(?:use|type|#)/,
  brings: /^(?:use\s|mod\s)/,
  bringsFrom: "use",
  outlives: /^(?:pub\s+)?static\b/,
  decides: "if|else|match|while|for|loop|in",
  decidesBy: "signum|cmp|eq|ne|gt|lt|ge|le",
  rounds: String.raw`\b(?:floor|ceil|round|trunc)\b`,
  keywords:
    "as|async|await|break|const|continue|else|enum|false|fn|for|if|impl|in|let|loop|match|mod|mut|pub|ref|return|self|static|struct|super|trait|true|type|unsafe|use|where|while",
};
