// A file belongs to the tests where only they reach it and it judges or feeds what they test, or where a report names it.
import { afterAll, describe, expect, it } from "@jest/globals";
import { unnamedTestFiles } from "../../../../worker/evidence/reach/test-files.ts";
import { startParser } from "../../../../worker/map/parser.ts";
import { aChange, aCheckResult, aPatch } from "../../../support/builders.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());

type Files = Record<string, string>;
type More = { reported?: string; called?: string; command?: string; added?: Files };

async function unnamed(base: Files, { reported, called = "x", command = "npm test", added = {} }: More = {}) {
  const view = {
    paths: Object.keys(base),
    read: async (path: string) => base[path] ?? null,
    readAll: async (paths: string[]) => new Map(paths.map((path) => [path, base[path] ?? ""])),
    contentId: (path: string) => (path in base ? path : null),
  };
  const check = { name: "test", command, kind: "test" as const, timeoutMs: 1 };
  const tests =
    reported === undefined
      ? []
      : [{ name: called, status: "passed" as const, message: null, file: reported }];
  const heads = { ...base, ...added };
  const found = await unnamedTestFiles({
    patch: aPatch(
      ...Object.keys(base).map((path) => aChange({ path })),
      ...Object.keys(added).map((path) => aChange({ path, kind: "added" })),
    ),
    workspace: {
      view,
      contents: async () =>
        Object.entries(heads).map(([path, text]) => ({
          path,
          mode: "100644" as const,
          content: Buffer.from(text),
        })),
    },
    base: [aCheckResult({ check, tests })],
    checks: [check],
    parser,
    signal: new AbortController().signal,
  });
  return [...found];
}

const SUM = "export function sum(numbers) { return numbers.reduce((a, b) => a + b); }\n";
const test = (more: string, body: string) =>
  `import assert from "node:assert";\nimport { test } from "node:test";\nimport { sum } from "../src/sum.js";\n${more}\ntest("x", () => {\n  ${body}\n});\n`;
const project = (more: string, body: string, files: Files): Files => ({
  "src/sum.js": SUM,
  "test/sum.test.js": test(more, body),
  ...files,
});

describe("what only tests reach", () => {
  it("belongs to them where it brings what they are judged by", async () => {
    const check = `import assert from "node:assert";\nexport const same = (a, b) => assert.equal(a, b);\n`;
    const files = { "lib/check.js": check };
    expect(
      await unnamed(project('import { same } from "../lib/check.js";', "same(sum([1]), 1);", files)),
    ).toEqual(["lib/check.js"]);
  });

  it.each([
    ["compares", "list(sum([1]), 1);"],
    ["feeds", "assert.equal(sum(list(3)), 6);"],
    ["feeds by a variable", "const numbers = list(3);\n  assert.equal(sum(numbers), 6);"],
  ])("belongs to them where it only %s what they test", async (_, body) => {
    const files = { "src/list.js": "export const list = (n) => [n];\n" };
    expect(await unnamed(project('import { list } from "../src/list.js";', body, files))).toEqual([
      "src/list.js",
    ]);
  });

  it.each<[string, string, Files]>([
    ["is asserted by itself", "assert.deepEqual(list(3), [3]);\n  assert.equal(sum(list(3)), 6);", {}],
    ["is brought by code, too", "assert.equal(sum(list(3)), 6);", { "src/main.js": 'import "./list.js";\n' }],
    ["has a file of tests after its name", "assert.equal(sum(list(3)), 6);", { "test/list.test.js": "" }],
    [
      "is named by the manifest",
      "assert.equal(sum(list(3)), 6);",
      { "package.json": '{ "main": "src/list.js" }' },
    ],
  ])("is code where it %s", async (_, body, more) => {
    const files = { "src/list.js": "export const list = (n) => [n];\n", ...more };
    expect(await unnamed(project('import { list } from "../src/list.js";', body, files))).toEqual([]);
  });

  it("belongs to them in Python, too, and a module that Rust builds for tests alone does", async () => {
    const python = {
      "total.py": "def total(n): return sum(n)\n",
      "checks.py": "def same(a, b):\n    if a != b:\n        raise AssertionError\n",
      "tests/test_total.py":
        "from checks import same\nfrom total import total\n\n\ndef test_x():\n    same(total([1]), 1)\n",
    };
    expect(await unnamed(python)).toEqual(["checks.py"]);
  });
});

describe("a file of tests whose name does not say so", () => {
  const files = {
    "src/sum.js": SUM,
    "check-things.mjs": 'import { sum } from "./src/sum.js";\nif (sum([1]) !== 1) throw 1;\n',
  };

  it("is known where a report of the base names it, or the command of the tests does", async () => {
    expect(await unnamed(files)).toEqual([]);
    expect(await unnamed(files, { reported: "check-things.mjs" })).toEqual(["check-things.mjs"]);
    expect(await unnamed(files, { command: "node ./check-things.mjs" })).toEqual(["check-things.mjs"]);
  });

  it("is known where it is new and brings the runner, and no code brings it", async () => {
    const added = { "more.mjs": 'import { test } from "node:test";\n' };
    expect(await unnamed(files, { added })).toEqual(["more.mjs"]);
    const hidden = { ...added, "src/b.js": 'import "../more.mjs";\n' };
    expect(await unnamed(files, { added: hidden })).toEqual([]);
  });

  it("is none where code brings it, whatever a report says", async () => {
    expect(
      await unnamed(
        { ...files, "src/b.js": 'import "../check-things.mjs";\n' },
        { reported: "check-things.mjs" },
      ),
    ).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    [
      "Rust's documentation",
      "src/lib.rs",
      "Doc-tests sum src/lib.rs -",
      "/*! ```\n1;\n``` */\npub fn sum() {}\n",
    ],
    ["Rust's documentation of an item", "src/lib.rs", "x", "/// ```\n/// 1;\n/// ```\npub fn sum() {}\n"],
    [
      "Python's documentation",
      "lib/sums.py",
      "x",
      'def total(n):\n    """\n    >>> total([])\n    0\n    """\n',
    ],
    [
      "Vitest beside the code",
      "src/sum.ts",
      "x",
      "export const a = 1;\nif (import.meta.vitest) {\n  it('x', () => {});\n}\n",
    ],
  ])("is none where the report means tests in %s", async (_, path, called, text) => {
    expect(await unnamed({ [path]: text }, { reported: path, called })).toEqual([]);
  });

  const cpp = (builds: Files) => ({
    "sum.cpp": "int sum() { return 1; }\n",
    "sumtest.cpp": "int main() {}\n",
    ...builds,
  });

  it.each<[string, Files]>([
    [
      "CMake registers its program",
      {
        "CMakeLists.txt":
          "add_library(sum sum.cpp)\nadd_executable(sumtest sumtest.cpp sum.cpp)\nadd_test(\n  NAME all\n  COMMAND sumtest\n)\n",
      },
    ],
    [
      "make runs its program",
      {
        Makefile:
          "all: sumtest\nsumtest: sumtest.cpp sum.cpp\n\tc++ $^\nlib: sum.cpp\ntest: sumtest\n\t./sumtest\n",
      },
    ],
  ])("is known where %s", async (_, builds) => {
    expect(await unnamed(cpp(builds))).toEqual(["sumtest.cpp"]);
  });

  it.each<[string, Files]>([
    ["nothing registers", { "CMakeLists.txt": "add_executable(sumtest sumtest.cpp sum.cpp)\n" }],
    [
      "the program shares with the code",
      { Makefile: "sumtest: sumtest.cpp sum.cpp\nlib: sumtest.cpp\ntest: sumtest\n" },
    ],
    [
      "is the program itself, which is tried by running it",
      { "CMakeLists.txt": "add_executable(app sumtest.cpp)\nadd_test(NAME runs COMMAND app)\n" },
    ],
  ])("is none where %s", async (_, builds) => {
    expect(await unnamed(cpp(builds))).toEqual([]);
  });
});
