// What lines say in Ruby: words of RSpec, of Minitest and of RuboCop.

import type { Words } from "../language.ts";
import { limit } from "../limit.ts";

export const words: Words = {
  skips:
    /^\s*(?:xit|xdescribe|xcontext|fit|fdescribe|fcontext|skip|pending)\b|\b(?:skip|pending|focus): *true\b|, :(?:skip|focus)\b/,
  asserts: /\b(?:assert_\w+|refute_\w+|must_\w+|wont_\w+|expect(?:\(|\s*\{))/,
  strict: /\bassert_equal\b|\.to eq\b/,
  loose: /\b(?:assert_in_delta|refute_nil|be_within|be_truthy)\b/,
  differences: [limit(String.raw`\bbe_within\(\s*`), limit(String.raw`\bassert_in_delta\b[^\n]{1,300},\s*`)],
  silences: /#\s*rubocop:disable\b|#\s*:nocov:/,
  idle: /^\s*(?:#|require(?:_relative)?\b|include\b|extend\b|attr_\w+\b)|^\s*(?:puts|warn|logger)\b/,
  brings: /^(?:require(?:_relative)?|load|autoload)\b/,
  outlives: /@@\w/,
  compares: "eql\\?",
  decides: "if|else|unless|case|when|while|until|for|loop|not|and|or|in|rescue|ensure|yield",
  decidesBy: "none|clamp",
  defaults: "or",
  rounds: String.raw`\b(?:floor|ceil|round|to_i)\b`,
  loads: String.raw`require\w*|load|autoload`,
  values: "true|false|nil",
  keywords:
    "alias|and|begin|break|case|class|def|do|else|elsif|end|ensure|false|for|if|in|module|next|nil|not|or|redo|rescue|retry|return|self|super|then|true|undef|unless|until|when|while|yield",
};
