// Which functions of a change are emptied in each language, and what their files are then.
import { afterAll, expect, it } from "@jest/globals";
import {
  byFunction,
  emptiedFunctions,
  functionsOf,
} from "../../../../worker/evidence/experiment/empty-functions.ts";
import type { HunkEdit } from "../../../../worker/evidence/experiment/hunks.ts";
import { startParser } from "../../../../worker/map/parser.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());
const limits = { parser, signal: new AbortController().signal };

/** The lines that differ where each function is emptied alone. */
async function emptied(
  path: string,
  text: string,
  edits: HunkEdit[] = [{ at: 1, was: [], now: text.split("\n") }],
) {
  const refined = [{ path, isData: false, isNew: true, hunks: [], edits: [], groups: [edits] }];
  const head = () => text;
  const functions = await functionsOf(refined, head, limits);
  const parts = emptiedFunctions(refined, head, functions);
  const added = text.split("\n");
  return parts.map(({ name, content }) => [
    name,
    content
      .split("\n")
      .filter((line) => !added.includes(line))
      .map((line) => line.trim()),
  ]);
}

it.each<[string, string, [string | null, string[]][]]>([
  [
    "a.js",
    "export function add(a, b) {\n  return a + b;\n}\nconst twice = (a) => a * 2;\nclass A {\n  constructor() {\n    this.a = 1;\n  }\n  get() {\n    return this.a;\n  }\n}\nexport default () => {\n  return 1;\n};\n",
    [
      ["add", ["export function add(a, b) { return undefined;"]],
      ["twice", ["const twice = (a) => undefined;"]],
      ["constructor", ["constructor() { return Object.create(new.target.prototype);"]],
      ["get", ["get() { return undefined;"]],
      [null, ["export default () => { return undefined;"]],
    ],
  ],
  [
    "a.ts",
    "export const add = (a: number, b: number): number => {\n  const inner = () => 1;\n  return a + b + inner();\n};\n",
    [["add", ["export const add = (a: number, b: number): number => { return undefined as never;"]]],
  ],
  [
    "a.go",
    "package a\n\nfunc Add(a, b int) int {\n\treturn a + b\n}\n\nfunc (t *T) Both() (map[string]int, error) {\n\treturn nil, nil\n}\n\nfunc Named() (n int, err error) {\n\treturn 1, nil\n}\n\nfunc Say() {\n\tprintln()\n}\n",
    [
      ["Add", ["func Add(a, b int) int { return *new(int)"]],
      ["Both", ["func (t *T) Both() (map[string]int, error) { return *new(map[string]int), *new(error)"]],
      ["Named", ["func Named() (n int, err error) { return"]],
      ["Say", ["func Say() { return"]],
    ],
  ],
  [
    "a.py",
    "def add(a, b):\n    return a + b\n\n\nclass A:\n    def __init__(self):\n        self.a = 1\n\n    def get(self):\n        if self.a:\n            return 1\n        return 2\n",
    [
      ["add", ["return None"]],
      ["get", ["return None"]],
    ],
  ],
  [
    "A.java",
    'class A {\n  int add(int a, int b) {\n    return a + b;\n  }\n  void say() {\n    add(1, 2);\n  }\n  String name() {\n    return "";\n  }\n}\n',
    [
      ["add", ["int add(int a, int b) { if (true) return 0;"]],
      ["say", ["void say() { if (true) return;"]],
      ["name", ["String name() { if (true) return null;"]],
    ],
  ],
  [
    "a.rs",
    "pub fn add(a: i64, b: i64) -> i64 {\n    a + b\n}\nfn read() -> Result<i64, String> {\n    Ok(1)\n}\nfn say() {\n    add(1, 2);\n}\n",
    [
      ["add", ["pub fn add(a: i64, b: i64) -> i64 { if true { return Default::default(); }"]],
      ["read", ["fn read() -> Result<i64, String> { if true { return Ok(Default::default()); }"]],
      ["say", ["fn say() { if true { return (); }"]],
    ],
  ],
  ["a.rb", "def add(a, b)\n  a + b\nend\n", [["add", ["return nil"]]]],
  [
    "a.php",
    "<?php\nfunction add(int $a, int $b): int {\n    return $a + $b;\n}\nfunction any($a) {\n    return $a;\n}\nfunction made(): Thing {\n    return new Thing();\n}\n",
    [
      ["add", ["function add(int $a, int $b): int { return 0;"]],
      ["any", ["function any($a) { return null;"]],
    ],
  ],
  [
    "a.c",
    "int add(int a, int b) {\n  return a + b;\n}\nchar *trim(char *text) {\n  return text;\n}\nvoid say(void) {\n  add(1, 2);\n}\n",
    [
      ["add", ["int add(int a, int b) { return 0;"]],
      ["trim", ["char *trim(char *text) { return 0;"]],
      ["say", ["void say(void) { return;"]],
    ],
  ],
])("are those of %s, each returning at once", async (path, text, functions) => {
  expect(await emptied(path, text)).toEqual(functions);
});

it("are those around lines that are only deleted, also at the end of a body without braces", async () => {
  const deleted = (at: number, line: string) => [{ at, was: [line], now: [] }];
  const js = "function a() {\n  return 1;\n}\nfunction b() {\n  return 2;\n}\n";
  const python = "def a():\n    return 1\n\n\ndef b():\n    return 2\n";
  const names = async (path: string, text: string, edits: HunkEdit[]) =>
    (await emptied(path, text, edits)).map(([name]) => name);
  expect(await names("a.js", js, deleted(2, "  c();"))).toEqual(["a"]);
  expect(await names("a.js", js, deleted(6, "  c();"))).toEqual(["b"]);
  expect(await names("a.js", js, deleted(4, "function c() {}"))).toEqual([]);
  expect(await names("a.py", python, deleted(3, "    c()"))).toEqual(["a"]);
  expect(await names("a.py", python, deleted(3, "c()"))).toEqual([]);
});

it("are none of a language that nobody knows", async () => {
  expect(await emptied("src/a.css", "a {}\n")).toEqual([]);
});

it("are taken back one by one where a hunk alters several", async () => {
  const text = "function a() {\n  return 1;\n}\nfunction b() {\n  return 2;\n}\n";
  const edits = [2, 5].map((at) => ({ at, was: ["  return 0;"], now: [text.split("\n")[at - 1] ?? ""] }));
  const hunk = { from: 1, count: 6, old: [], edits };
  const refined = { path: "a.js", isData: false, isNew: false, hunks: [hunk], edits: [], groups: [edits] };
  const head = () => text;
  const functions = await functionsOf([refined], head, limits);
  expect(byFunction(refined, head, functions)).toEqual({
    ...refined,
    hunks: [],
    edits: edits.map((edit) => [edit]),
  });
  const one = { ...refined, hunks: [{ ...hunk, edits: edits.slice(0, 1) }] };
  expect(byFunction(one, head, functions)).toEqual(one);
});
