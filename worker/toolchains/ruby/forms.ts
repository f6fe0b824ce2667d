// How methods and tests are written in Ruby.
import { beginsWith, behindBrace, FORMATTED, type Forms, NEVER, ofName } from "../forms.ts";

export const forms: Forms = {
  function: ofName(String.raw`\bdef\s+(?:self\.)?NAME`),
  test: ofName(String.raw`\bdef\s+NAME`),
  titled: /^\s*(?:test|it|specify|example|scenario)\b(?!\s*[.=])/,
  tableTest: /^\s*(?:test|it|specify)\s*\(/,
  place: FORMATTED,
  leaves: [
    behindBrace("next;"),
    { begins: /\bdo\s*$/, by: "next", isBelow: true },
    { begins: /^\s*def\b/, by: "return", isBelow: true },
  ],
  sometimes: beginsWith("if|else|elsif|unless|for|while|until|case|when|rescue", "each|map|flat_map"),
  asked: NEVER,
};
