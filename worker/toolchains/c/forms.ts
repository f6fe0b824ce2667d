// How functions and tests are written in C and C++.
import { ASKED_BEFORE_BRACE, beginsWith, behindBrace, type Forms, NEVER, ofName } from "../forms.ts";

export const forms: Forms = {
  function: ofName(String.raw`\bvoid\s+NAME`, String.raw`^\s*(?:static\s+)*NAME\s*\([^()]*\)\s*\{\s*$`),
  test: ofName(String.raw`\bvoid\s+NAME`, String.raw`\b(?:START_TEST|TEST(?:_[FP])?)\s*\([^)]*?NAME\s*\)`),
  titled: /^\s*(?:TEST_CASE|SCENARIO|SECTION)\s*\(/,
  tableTest: NEVER,
  place: NEVER,
  leaves: [behindBrace("return;")],
  sometimes: beginsWith("if|else|for|while|switch|case|default|catch"),
  asked: ASKED_BEFORE_BRACE,
};
