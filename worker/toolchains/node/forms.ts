// How functions and tests are written in JavaScript and TypeScript.
import { ASKED_BEFORE_BRACE, beginsWith, behindBrace, type Forms, ofName } from "../forms.ts";

export const forms: Forms = {
  function: ofName(
    String.raw`\bfunction\s+NAME`,
    String.raw`\b(?:const|let|var)\s+NAME\s*=\s*(?:async\s*)?(?:function\b|\(|\w+\s*=>)`,
    String.raw`^\s*(?:(?:static|async|private|public)\s+)*NAME\s*\([^()]*\)\s*\{\s*$`,
  ),
  test: ofName(String.raw`\bfunction\s+NAME`),
  titled:
    /^\s*(?:(?:await|return|void)\s+)?(?:[\w$]+\.)?(?:test|it|specify|step)(?:\.\w+(?:\([^()]*\))?)*\s*\(/,
  tableTest: /^\s*(?:(?:await )?(?:\w+\.)?(?:test|it|specify|step)(?:\.\w+)*\s*\(|\]\s*\)\s*\()/,
  place: /%[a-zA-Z#]|\$\{[^{}]*\}|\$[\w.]+/,
  leaves: [behindBrace("return;")],
  sometimes: beginsWith("if|else|for|while|until|switch|case|default|catch", "forEach|each|map|flatMap"),
  asked: ASKED_BEFORE_BRACE,
};
