// How functions and tests are written in Go.
import { ASKED_BEFORE_BRACE, beginsWith, behindBrace, FORMATTED, type Forms, ofName } from "../forms.ts";

const DEFINES = ofName(String.raw`\bfunc\s+(?:\([^)]*\)\s*)?NAME`);

export const forms: Forms = {
  function: DEFINES,
  test: DEFINES,
  titled: /^\s*(?:\w+\.Run|It|Specify)\s*\(/,
  tableTest: /^\s*\w+\.Run\s*\(/,
  place: FORMATTED,
  leaves: [behindBrace("return;")],
  sometimes: beginsWith("if|else|for|switch|case|select|default"),
  asked: ASKED_BEFORE_BRACE,
};
