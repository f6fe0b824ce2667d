// How functions and tests are written in PHP.
import { ASKED_BEFORE_BRACE, beginsWith, behindBrace, type Forms, ofName } from "../forms.ts";

const DEFINES = ofName(String.raw`\bfunction\s+NAME`);

export const forms: Forms = {
  function: DEFINES,
  test: DEFINES,
  titled: /^\s*(?:test|it)\s*\(/,
  tableTest: /^\s*(?:test|it)\s*\(/,
  place: /%[a-zA-Z#]|\$[\w.]+/,
  leaves: [behindBrace("return;")],
  sometimes: beginsWith("if|else|elseif|for|foreach|while|switch|case|default|match|catch"),
  asked: ASKED_BEFORE_BRACE,
};
