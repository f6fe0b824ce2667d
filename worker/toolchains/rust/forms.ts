// How functions and tests are written in Rust.
import { ASKED_BEFORE_BRACE, beginsWith, behindBrace, type Forms, NEVER, ofName } from "../forms.ts";

export const forms: Forms = {
  function: ofName(String.raw`\b(?:fn|macro_rules!)\s+NAME`),
  test: ofName(String.raw`\bfn\s+NAME`),
  titled: NEVER,
  tableTest: NEVER,
  place: NEVER,
  leaves: [behindBrace("if true { return; }")],
  sometimes: beginsWith("if|else|for|while|match", "for_each|map|flat_map"),
  asked: ASKED_BEFORE_BRACE,
};
