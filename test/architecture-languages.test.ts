// What is known of a language stands in its folder: the evidence has no word that only some languages have in its expressions.
import { describe, expect, it } from "@jest/globals";
import { TOOLCHAINS } from "../worker/toolchains/index.ts";
import { patternsOf, sourceFiles } from "./support/source.ts";

const OWN = TOOLCHAINS.filter(({ name }) => name !== "generic").flatMap(({ words }) => {
  return words?.keywords === undefined ? [] : [words.keywords.split("|")];
});
const EVERYWHERE = OWN.reduce((left, words) => left.filter((word) => words.includes(word)));
const OF_SOME = new Set(OWN.flat().filter((word) => !EVERYWHERE.includes(word)));

/** Grammars name their nodes by words of languages. */
const readsNodes = (imports: readonly string[]) => imports.includes("worker/toolchains/syntax-node.ts");

/** The words of some languages in the expressions of a text, apart from signs such as `\b`. */
function wordsOfSome(text: string): string[] {
  return patternsOf(text).flatMap((pattern) => {
    const words = pattern.replace(/\\[a-zA-Z]/g, " ").match(/(?<![\w-])[a-z]+(?![\w-])/gi) ?? [];
    return words.filter((word) => OF_SOME.has(word.toLowerCase()));
  });
}

describe("the evidence", () => {
  it("has no word that only some languages have in its expressions", () => {
    const found = sourceFiles(["worker/evidence"])
      .filter(({ imports }) => !readsNodes(imports))
      .flatMap(({ path, text }) => wordsOfSome(text).map((word) => `${path}: ${word}`));
    expect(found).toEqual([]);
  });

  it.each([
    ["const TEST = /\\bdef\\s+test/;", ["def"]],
    ["const DEFINES = String.raw`\\b(?:func|fn)\\s+`;", ["func", "fn"]],
    ["const INDENT = /^\\s*\\{/; // def", []],
  ])("is told by the expressions alone: %s", (text, expected) => {
    expect(wordsOfSome(text)).toEqual(expected);
  });
});
