// How methods and tests are written in Java and Kotlin.
import { ASKED_BEFORE_BRACE, beginsWith, behindBrace, type Forms, NEVER, ofName } from "../forms.ts";

export const forms: Forms = {
  function: ofName(
    String.raw`\b(?:void|fun)\s+NAME`,
    String.raw`^\s*(?:(?:static|private|public)\s+)*NAME\s*\([^()]*\)\s*\{\s*$`,
  ),
  test: ofName(String.raw`\b(?:void|fun)\s+NAME`),
  titled: /^\s*(?:test|it|should)\s*\(/,
  tableTest: NEVER,
  place: NEVER,
  leaves: [behindBrace("if (true) return;")],
  sometimes: beginsWith("if|else|for|while|switch|case|default|when|catch", "forEach|map|flatMap"),
  asked: ASKED_BEFORE_BRACE,
};
