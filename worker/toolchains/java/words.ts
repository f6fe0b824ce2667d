// What lines say in Java and Kotlin: words of JUnit and of annotations.
import { limit } from "../limit.ts";
import type { Words } from "../toolchain.ts";

export const words: Words = {
  skips: /@(?:Disabled|Ignore|EnabledIf|EnabledOn)\w*|\bassum(?:e|ing)(?:True|That|False)\(/,
  strict: /\bassertEquals\b/,
  loose: /\b(?:assertNotNull|assertTrue)\b/,
  // Only a third argument with a point is no value of its own.
  differences: [/\bassertEquals\([^\n,]{1,200},[^\n]{1,200},\s*(\d*\.\d+)[df]?\s*\)/gi],
  times: [limit(String.raw`@Timeout\(\s*`)],
  silences: /@SuppressWarnings\b/,
  idle: /^\s*(?:package|import|interface|@)|^\s*System\.out\b/,
};
