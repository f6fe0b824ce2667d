// How functions and tests are written in Python.
import { beginsWith, FORMATTED, type Forms, NEVER, ofName } from "../forms.ts";

const DEFINES = ofName(String.raw`\bdef\s+NAME`);

export const forms: Forms = {
  function: DEFINES,
  test: DEFINES,
  titled: NEVER,
  tableTest: /^\s*\w+\.subTest\s*\(/,
  place: FORMATTED,
  leaves: [
    { begins: /:\s*$/, by: "return", isBelow: true },
    { begins: /^\s*def\b/, by: "return", isBelow: true },
  ],
  sometimes: beginsWith("if|elif|else|for|while|match|case|except"),
  asked: NEVER,
};
