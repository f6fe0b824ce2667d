// The map as an architect reads it: the relevant files first, as much as fits, and no invisible characters.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { estimateTokenCount } from "tokenx";
import type { RepositoryMap } from "../../../worker/map/map.ts";
import { renderMap } from "../../../worker/map/render.ts";
import { startSurveyor } from "../../../worker/map/surveyor.ts";
import { aTree } from "../toolchains/told.ts";

const surveyor = startSurveyor();
const mapOf = (files: Record<string, string>) =>
  surveyor.map(aTree(files), null, new AbortController().signal);

const files = {
  "README.md": "# clock\n",
  "src/clock.js": "import { pad } from './text.js';\nexport function showClock(ms) {\n  return pad(ms);\n}\n",
  "src/text.js":
    "export function pad(text) {\n  return text;\n}\nexport function trim(text) {\n  return text;\n}\n",
  "src/unused.js": "export class Unused {\n  never() {}\n}\n",
};

describe("a map as text", () => {
  let map: RepositoryMap;
  beforeAll(async () => {
    map = await mapOf(files);
  });
  afterAll(async () => {
    await surveyor[Symbol.asyncDispose]();
  });

  it("begins with the files that the text names, then those they use, and ends with the names of other files", () => {
    expect(renderMap(map, "`showClock(1)` is wrong")).toMatchInlineSnapshot(`
"src/clock.js
  2-4 export function showClock(ms)
src/text.js
  1-3 export function pad(text)
  4-6 export function trim(text)
src/unused.js
  1-3 export class Unused
    2 never()
Other files: README.md"
`);
  });

  it.each([
    ["a path", "see src/unused.js"],
    ["a file", "see unused.js, please"],
    ["a file without its ending", "the unused one"],
    ["a class", "new Unused() throws"],
    ["a method", "`never` is called"],
  ])("begins with the file a text means by %s", (_how, about) => {
    expect(renderMap(map, about)).toMatch(/^src\/unused\.js\n/);
  });

  it("shows no import, code before the tests that the text's words name, and examples last", async () => {
    const code = "function parseRange(text) {\n  return text;\n}\n";
    const text = renderMap(
      await mapOf({
        "examples/range.js": `${code}parseRange("1-2 range");\n`,
        "lib/index.js": `var debug = require("debug")("range");\nconst { a } = require("a");\nconst LIMIT = 1;\n${code}`,
        "test/http.range.js": 'const range = require("../lib/index.js");\n',
        "test/other.js": "function helper() {}\n",
      }),
      "a range that ends before it begins",
    );
    expect(text).toMatchInlineSnapshot(`
"lib/index.js
  4-6 function parseRange(text)
  (1 more)
test/http.range.js
examples/range.js
  1-3 function parseRange(text)
test/other.js
  1 function helper()"
`);
  });

  it("names the files at the root where not all can be named", async () => {
    const others = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`assets/${i % 2}/picture-number-${i}.png`, ""]),
    );
    const map = await mapOf({ ...others, "package.json": "{}", "README.md": "" });
    expect(renderMap(map, "", 500)).toBe(
      "At the root: package.json, README.md\n300 other files: assets/0/ 150, assets/1/ 150",
    );
  });

  it("stays within its tokens, however large the repository is", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `src/part${i}.js`,
        Array.from({ length: 30 }, (_, j) => `export function part${i}of${j}(a, b) {}\n`).join(""),
      ]),
    );
    const large = await mapOf(many);
    for (const tokens of [0, 50, 500, 3000]) {
      const text = renderMap(large, "part7of3 is wrong", tokens);
      expect(estimateTokenCount(text)).toBeLessThan(tokens * 1.05 + 20);
      if (tokens === 500) expect(text).toMatch(/^src\/part7\.js\n.*part7of3\(a, b\).*\(\d+ more\)/s);
      if (tokens === 500) expect(text).toMatch(/\n\d+ other files: src\/ \d+$/);
    }
  });

  it("has one line for each symbol and no invisible characters, whatever the names of files", () => {
    const nasty = fc.string({ unit: "binary", maxLength: 40 });
    const symbol = fc.record({
      name: nasty,
      kind: fc.constantFrom("function" as const, "constant" as const),
      fromLine: fc.nat(99),
      toLine: fc.nat(99),
      depth: fc.nat(5),
      text: nasty,
    });
    const file = fc.record({
      path: nasty,
      symbols: fc.array(symbol, { maxLength: 5 }),
      comments: fc.constant<[number, number][]>([]),
      words: fc.array(fc.tuple(nasty, fc.nat(9)), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 8 }), nasty, (all, about) => {
        const any: RepositoryMap = { files: all, paths: all.map(({ path }) => path), isWhole: true };
        const text = renderMap(any, about);
        expect(/(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(text)).toBe(false);
        const most = all.reduce((sum, each) => sum + each.symbols.length + 2, 2);
        expect(text.split("\n").length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 30 },
    );
  });
});
