// What lines say in Java and Kotlin: words of JUnit and of annotations.

import type { Words } from "../language.ts";
import { limit } from "../limit.ts";

export const words: Words = {
  skips: /@(?:Disabled|Ignore|EnabledIf|EnabledOn)\w*|\bassum(?:e|ing)(?:True|That|False)\(/,
  strict: /\bassertEquals\b/,
  loose: /\b(?:assertNotNull|assertTrue)\b/,
  // A third argument is a message or a difference; only a difference has a decimal point.
  differences: [/\bassertEquals\([^\n,]{1,200},[^\n]{1,200},\s*(\d*\.\d+)[df]?\s*\)/gi],
  times: [limit(String.raw`@Timeout\(\s*`)],
  silences: /@SuppressWarnings\b/,
  idle: /^\s*(?:package|import|interface|@)|^\s*System\.out\b/,
  brings: /^(?:package\s|import\b)/,
  bringsFrom: "import",
  outlives: /^\s+(?:(?:public|private|protected|final)\s+)*static\s+(?!.*\()/,
  compares: "compare_?to",
  decides: "if|else|case|switch|when|while|for|try|finally|instanceof|assert|is|in",
  decidesBy: "is(?:Before|After)",
  rounds: String.raw`\b(?:floor|ceil|round)\b`,
  keywords:
    "abstract|assert|break|case|catch|class|const|continue|default|do|else|enum|extends|false|final|finally|for|if|implements|instanceof|interface|new|null|override|package|private|protected|public|return|static|super|switch|this|throw|throws|true|try|val|var|void|when|while|yield",
};
