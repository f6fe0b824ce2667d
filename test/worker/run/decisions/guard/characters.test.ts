// Code says to a reader what it says to a program.
import { describe, expect, it } from "@jest/globals";
import { unreadableCode } from "../../../../../worker/run/decisions/guard/characters.ts";
import { isCommandPath } from "../../../../../worker/toolchains/paths.ts";
import { aChange, aPatch } from "../../../../support/builders.ts";

const judged = (added: string[], path = "src/a.js", removed: string[] = []) =>
  unreadableCode(aPatch(aChange({ path, added, removed })), isCommandPath);

describe("code", () => {
  it.each([
    ["a line separator that ends a comment", "// a\u2028b()", "U+2028", "line-end"],
    ["a paragraph separator", "// a\u2029b()", "U+2029", "line-end"],
    ["a carriage return alone", "// a\rb()", "U+000D", "line-end"],
    ["an override of direction", "// a\u202eb", "U+202E", "direction"],
    ["a mark of direction", "// a\u200fb", "U+200F", "direction"],
    ["a zero-width space", "a\u200bb", "U+200B", "unseen"],
    ["a joiner between Latin letters", "a\u200db", "U+200D", "unseen"],
    ["a filler that is a letter to JavaScript", "const \u3164 = 1", "U+3164", "unseen"],
    ["a selector of variants behind a letter", "a\ufe0f", "U+FE0F", "unseen"],
    ["a tag", "a\u{e0061}", "U+E0061", "unseen"],
    ["a byte order mark within a line", "a\ufeffb", "U+FEFF", "unseen"],
    ["an escape", "// \u001b[2K", "U+001B", "control"],
    ["an unusual space", "a\u2003b", "U+2003", "blank"],
  ])("may not gain %s", (_name, text, character, what) => {
    expect(judged(["ok()", text])).toEqual([
      { kind: "unseen-character", path: "src/a.js", line: 2, character, what },
    ]);
  });

  it.each([
    ["an emoji of several characters", 'const family = "👨‍👩‍👧 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪"'],
    ["letters with accents", "// Größe, façade, naïve, Łódź"],
    ["text in other languages", 'const hi = "שלום مرحبا привет 你好 こんにちは"; // это с текстом'],
    ["a joiner that Persian needs", 'const go = "می‌خواهم"'],
    ["symbols of mathematicians", "const Δx = λ * σ_x; // µs, Ω"],
    ["phonetic script, and letters of Turkish", 'say("ˈɪŋɡlɪʃ", "kadın", "Hawaiʻi")'],
    ["Japanese beside Latin letters", "// nodeノートのAPI"],
    ["a line that ends as in Windows", "ok()\r"],
    ["wide letters in Japanese text", 'label("ＡＢＣを選ぶ")'],
  ])("may gain %s", (_name, text) => {
    expect(judged([text])).toEqual([]);
  });

  it("may begin with a byte order mark, and keep what it had", () => {
    expect(judged(["\ufeffok()"])).toEqual([]);
    expect(judged(["b\u200b"], "src/a.js", ["a\u200b"])).toEqual([]);
  });

  it.each([
    ["of two scripts", "if (is\u0410dmin) {}", "is\u0410dmin"],
    ["of another script that reads as Latin", "const \u0441\u0430\u0440 = 1", "\u0441\u0430\u0440"],
    ["with a Latin letter of phonetic script", "\u0261et(x)", "\u0261et"],
    ["that ends in a letter that reads as a sign", "if (test\u01c3=ENV) {}", "test\u01c3"],
    ["with a digit of another script", "port\u09ea = 1", "port\u09ea"],
    ["with a small capital", "user_n\u1d0fde()", "n\u1d0fde"],
    ["in letters that Python takes for ASCII", "\u{1d41e}xec(x)", "\u{1d41e}xec"],
  ])("may not gain a word %s", (_name, text, word) => {
    expect(judged([text])).toEqual([{ kind: "look-alike", path: "src/a.js", line: 1, word }]);
  });

  it("is judged in time that grows with its length", () => {
    const hostile = ["а".repeat(200_000), "a\u200d".repeat(100_000), "👨‍".repeat(50_000)];
    expect(judged(hostile).map(({ kind }) => kind)).toEqual(["unseen-character", "look-alike"]);
  });
});

it("leaves translations and documents to a second look", () => {
  expect(judged(["سلام \u200f"], "locales/ar.json")).toEqual([]);
});
