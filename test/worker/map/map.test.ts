// The map of a repository: the symbols of every language with their lines. No file can harm the map of the others.
import { afterAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { GRAMMARS, MAP_CAPS, mapRepository } from "../../../worker/map/map.ts";
import { startParser } from "../../../worker/map/parser.ts";
import type { Grammar } from "../../../worker/toolchains/language.ts";
import { aTree } from "../toolchains/told.ts";

function grammarNamed(wanted: string): Grammar {
  const found = GRAMMARS.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`There is no grammar ${wanted}`);
  return found;
}

const NEVER = new AbortController().signal;
const parser = startParser();
afterAll(async () => {
  await parser[Symbol.asyncDispose]();
});
const mapOf = (files: Record<string, string>, caps = {}) =>
  mapRepository({ parser, tree: aTree(files), signal: NEVER, caps: { ...MAP_CAPS, ...caps } });

/** Path → its symbols as `lines kind name`, indented by their depth. */
async function outlined(files: Record<string, string>, caps = {}): Promise<Record<string, string[]>> {
  const map = await mapOf(files, caps);
  return Object.fromEntries(
    map.files.map(({ path, symbols }) => [
      path,
      symbols.map((s) => `${" ".repeat(s.depth)}${s.fromLine}-${s.toLine} ${s.kind} ${s.name}`),
    ]),
  );
}

const ONE_OF_EACH = {
  "a.js":
    "const limit = 3;\nconst twice = (a) => a * 2;\nfunction outer() {\n  function inner() {}\n}\nclass A {\n  m() {}\n}\nexports.parse = function () {};\n",
  "a.ts":
    "export interface Options { deep: boolean }\nexport type Id = string;\nenum Color { Red }\nabstract class Base {\n  abstract run(): void;\n}\nexport const make = (): Id => '';\n",
  "a.tsx": "export function View() {\n  return <p>{1}</p>;\n}\n",
  "a.py":
    "LIMIT = 3\n\nclass A:\n    def m(self):\n        def inner(): pass\n\n@cached\ndef f():\n    pass\n",
  "a.rs":
    "pub struct P { x: u8 }\nimpl P {\n  pub fn new() -> P { P { x: 1 } }\n}\ntrait T { fn go(&self); }\nmacro_rules! m { () => {} }\nconst N: u8 = 1;\n",
  "a.go": "package a\n\ntype R struct{}\n\nfunc (r *R) Go() {}\n\nfunc F() {}\n\nconst N = 1\n",
  "A.java": "class A {\n  int field;\n  A() {}\n  void m() {}\n  enum E { X }\n}\n",
  "a.c":
    "#define MAX 3\nstatic char *name(void);\nint add(int a, int b) {\n  return a + b;\n}\nstatic char *name(void) {\n  return 0;\n}\ntypedef struct point { int x; } Point;\n",
  "a.hpp":
    "namespace n {\nclass A {\n  void m();\n};\ntemplate <class T> T f(T t) { return t; }\nvoid A::m() {}\n}\n",
};

describe("the map of a repository", () => {
  it("has what a file exports by default, though it has no name", async () => {
    const files = {
      "a.js": "export default function (args, opts) {\n  function inner() {}\n  return args;\n}\n",
      "b.ts": "export default (a: number): number => a * 2;\n",
      "c.js": "export default class {\n  m() {}\n}\n",
      "d.js": "export default function named() {}\n",
    };
    expect(await outlined(files)).toEqual({
      "a.js": ["1-4 function default"],
      "b.ts": ["1-1 function default"],
      "c.js": ["1-3 class default", " 2-2 method m"],
      "d.js": ["1-1 function named"],
    });
  });

  it("has the symbols of every language with their lines, but none from inside a function", async () => {
    expect(await outlined(ONE_OF_EACH)).toMatchInlineSnapshot(`
{
  "A.java": [
    "1-6 class A",
    " 2-2 constant field",
    " 3-3 method A",
    " 4-4 method m",
    " 5-5 class E",
  ],
  "a.c": [
    "1-1 constant MAX",
    "2-2 function name",
    "3-5 function add",
    "6-8 function name",
    "9-9 type Point",
    " 9-9 class point",
  ],
  "a.go": [
    "3-3 type R",
    "5-5 method Go",
    "7-7 function F",
    "9-9 constant N",
  ],
  "a.hpp": [
    "1-7 module n",
    " 2-4 class A",
    "  3-3 method m",
    " 5-5 function f",
    " 6-6 function m",
  ],
  "a.js": [
    "1-1 constant limit",
    "2-2 function twice",
    "3-5 function outer",
    "6-8 class A",
    " 7-7 method m",
    "9-9 function parse",
  ],
  "a.py": [
    "1-1 constant LIMIT",
    "3-5 class A",
    " 4-5 function m",
    "8-9 function f",
  ],
  "a.rs": [
    "1-1 type P",
    "2-4 class P",
    " 3-3 function new",
    "5-5 class T",
    " 5-5 method go",
    "6-6 function m",
    "7-7 constant N",
  ],
  "a.ts": [
    "1-1 type Options",
    "2-2 type Id",
    "3-3 type Color",
    "4-6 class Base",
    " 5-5 method run",
    "7-7 function make",
  ],
  "a.tsx": [
    "1-3 function View",
  ],
}
`);
  });

  it("leaves out third-party files, generated files, and files without a grammar", async () => {
    const code = "function f() {}\n";
    const files = {
      "src/f.js": code,
      "node_modules/a/f.js": code,
      "vendor/f.go": "package a\nfunc F() {}\n",
      "dist/f.js": code,
      "f.min.js": code,
      "bundle.js": `var a=1;${"f(1);".repeat(400)}`,
      "README.md": "# f\n",
    };
    expect(Object.keys(await outlined(files))).toEqual(["src/f.js"]);
  });

  it("stops at each of its caps", async () => {
    const files = Object.fromEntries(
      ["b/c/d.js", "b/e.js", "a.js"].map((path) => [path, `function f() {}\n${"// x\n".repeat(10)}`]),
    );
    expect(Object.keys(await outlined(files, { files: 2 }))).toEqual(["a.js", "b/e.js"]);
    expect(await outlined(files, { fileBytes: 10 })).toEqual({});
    expect(Object.keys(await outlined(files, { allBytes: 100 }))).toEqual(["a.js"]);
    const many = { "a.js": Array.from({ length: 600 }, (_, i) => `function f${i}() {}\n`).join("") };
    expect((await outlined(many))["a.js"]).toHaveLength(400);
    const text = Array.from({ length: 3000 }, (_, i) => `word${i};\n`).join("");
    const outline = await parser.outline(
      { grammar: grammarNamed("javascript"), text },
      { timeoutMs: 10_000, signal: NEVER },
    );
    expect(outline?.words).toHaveLength(1500);
  });

  it.each([
    ["takes all memory", "java", "a<".repeat(120_000), 20_000],
    ["takes all time", "javascript", "(".repeat(200_000), 300],
  ])("goes on behind a text that %s", async (_what, grammar, text, timeoutMs) => {
    expect(
      await parser.outline({ grammar: grammarNamed(grammar), text }, { timeoutMs, signal: NEVER }),
    ).toBeNull();
    const next = { grammar: grammarNamed("rust"), text: "fn f() {}\n" };
    const outline = await parser.outline(next, { timeoutMs: 20_000, signal: NEVER });
    expect(outline?.symbols).toMatchObject([{ name: "f" }]);
  });

  it("survives deeply nested code", async () => {
    const deep = {
      "a.py": `f(${lines("[".repeat(5000))}\n`,
      "b.js": `function f() {}\n${lines("{".repeat(3000))}`,
    };
    expect(await outlined(deep)).toEqual({ "a.py": [], "b.js": ["1-1 function f"] });
  });

  it("stops with its run", async () => {
    const stopped = { parser, tree: aTree({ "a.js": "f()" }), signal: AbortSignal.abort(), caps: MAP_CAPS };
    await expect(mapRepository(stopped)).rejects.toThrow("aborted");
  });

  it("accepts any text for any language, and the words of its code and grammar in any order", async () => {
    const limit = { timeoutMs: 10_000, signal: NEVER };
    const words = [...Object.values(ONE_OF_EACH), ...GRAMMARS.map(({ query }) => query)];
    const token = fc.constantFrom(...words.flatMap((text) => text.split(/(?<=\W)|(?=\W)/)));
    const any = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.array(token).map((all) => all.join("")),
    );
    const grammars = fc.constantFrom(...GRAMMARS);
    await fc.assert(
      fc.asyncProperty(grammars, any, async (grammar, text) => {
        const outline = await parser.outline({ grammar, text }, limit);
        const count = text.split("\n").length;
        expect(outline?.symbols.every((s) => s.fromLine <= s.toLine && s.toLine <= count)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

/** Generated text whose lines are short enough to look handwritten. */
function lines(text: string): string {
  return text.replace(/.{100}/g, "$&\n");
}
