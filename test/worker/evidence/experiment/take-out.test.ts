// Which parts of a change are taken out, and what its files are without them.
import { expect, it } from "@jest/globals";
import type { Change } from "../../../../src/domain/patch.ts";
import { refine } from "../../../../worker/evidence/experiment/refine.ts";
import { otherValues, takenOut } from "../../../../worker/evidence/experiment/take-out.ts";
import { aChange } from "../../../support/builders.ts";

const HEAD =
  "// Adds numbers.\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, 0);\n}\n";
const DIFF = `diff --git a/src/sum.js b/src/sum.js
--- a/src/sum.js
+++ b/src/sum.js
@@ -1,4 +1,4 @@
 // Adds numbers.
 export function sum(numbers) {
-  return numbers.reduce((a, b) => a + b);
+  return numbers.reduce((a, b) => a + b, 0);
 }
`;
const refined = (changes: Change[]) => refine(changes, () => false);
const without = (changes: Change[], head: (path: string) => string | null) =>
  takenOut(refined(changes), head);
const change = aChange({ path: "src/sum.js", diff: Buffer.from(DIFF) });
const place = { file: "src/sum.js", from: 3, to: 3 };

it("is each hunk taken back, and its values left out", () => {
  expect(without([change], () => HEAD)).toEqual([
    {
      ...{ path: "src/sum.js", place, what: "value", name: null },
      content: HEAD.replace("numbers.reduce((a, b) => a + b, 0)", "undefined"),
    },
    { ...{ path: "src/sum.js", place, what: "hunk", name: null }, content: HEAD.replace(", 0)", ")") },
  ]);
});

it("is, where values are left out, the lines that have them", () => {
  const diff = "@@ -1,0 +1,4 @@\n+a();\n+return 1;\n+b();\n+c();\n";
  const added = aChange({ path: "src/sum.js", diff: Buffer.from(diff) });
  const [values] = without([added], () => "a();\nreturn 1;\nb();\nc();\n");
  expect(values).toMatchObject({ what: "value", place: { from: 2, to: 2 } });
});

it("is lines that were taken away put back", () => {
  const diff = "@@ -2,2 +1,0 @@\n-a();\n-b();\n";
  const gone = aChange({ path: "src/sum.js", diff: Buffer.from(diff) });
  expect(without([gone], () => "first();\nlast();\n")).toMatchObject([
    { what: "hunk", place: { from: 2, to: 2 }, content: "first();\na();\nb();\nlast();\n" },
  ]);
});

it("is no hunk of comments alone", () => {
  const diff = "@@ -1,1 +1,2 @@\n+// The sum of nothing is 0.\n // Adds numbers.\n";
  const said = aChange({ path: "src/sum.js", diff: Buffer.from(diff) });
  expect(without([said], () => HEAD)).toEqual([]);
});

it("is nothing of tests, of documents, and of files that are gone", () => {
  const changes = [
    { ...change, path: "test/sum.test.js" },
    { ...change, path: "README.md" },
  ];
  expect(without(changes, () => HEAD)).toEqual([]);
  expect(without([change], () => null)).toEqual([]);
});

it("is another literal where a function has to return something of its type", () => {
  const head = "func Largest(numbers []int) int {\n\treturn 0\n}\n";
  const diff = "@@ -1,2 +1,3 @@\n func Largest(numbers []int) int {\n+\treturn 0\n }\n";
  const typed = aChange({ path: "largest.go", diff: Buffer.from(diff) });
  expect(without([typed], () => head).map(({ what, content }) => [what, content])).toEqual([
    ["value", head.replace("return 0", "return 1")],
    ["hunk", head.replace("\treturn 0\n", "")],
  ]);
});

/** A change of one file, as git prints it with three lines around. */
const of = (path: string, diff: string, kind: Change["kind"] = "modified") =>
  aChange({ path, kind, diff: Buffer.from(diff) });
const whole = (sign: string, text: string) => {
  const lines = text.replace(/\n$/, "").split("\n");
  const range = (on: boolean) => (on ? `1,${lines.length}` : "0,0");
  return `@@ -${range(sign === "-")} +${range(sign === "+")} @@\n${lines.map((line) => `${sign}${line}\n`).join("")}`;
};

it("is each edit of data alone, and no document, manifest or settings of a tool", () => {
  const head = '{\n  "a": "x",\n  "b": "y",\n  "c": "w"\n}\n';
  const diff =
    '@@ -1,5 +1,5 @@\n {\n-  "a": "v",\n+  "a": "x",\n   "b": "y",\n-  "c": "z"\n+  "c": "w"\n }\n';
  expect(without([of("locales/de.json", diff)], () => head)).toEqual([
    {
      ...{
        path: "locales/de.json",
        what: "data",
        name: null,
        place: { file: "locales/de.json", from: 2, to: 2 },
      },
      content: head.replace("x", "v"),
    },
    {
      ...{
        path: "locales/de.json",
        what: "data",
        name: null,
        place: { file: "locales/de.json", from: 4, to: 4 },
      },
      content: head.replace("w", "z"),
    },
  ]);
  const others = [
    "package.json",
    "tsconfig.json",
    "docs/api.yaml",
    ".prettierrc.json",
    "README.md",
    "test/data.json",
  ];
  expect(
    without(
      others.map((path) => of(path, diff)),
      () => head,
    ),
  ).toEqual([]);
});

it.each([
  ["a.yaml", "title: Hallo\ncount: 3\nlist:\n", "title: not Hallo\ncount: 4\nlist:\n"],
  ["a.properties", "a.b=x\n", "a.b=not x\n"],
  ["a.json", '{\n  "a": "x",\n  "b": [1]\n}\n', '{\n  "a": "not x",\n  "b": [1]\n}\n'],
  [
    "a.js",
    "export const MOST = 12;\nclass A {\n  step = new Set();\n}\n",
    "export const MOST = 13;\nclass A {\n  step = undefined;\n}\n",
  ],
  [
    "a.py",
    "MOST = 12\n\n\nclass A:\n    def __init__(self, a):\n        self.a = a\n",
    "MOST = 13\n\n\nclass A:\n    def __init__(self, a):\n        self.a = None\n",
  ],
  ["a.go", "package a\n\nconst most = 12\n", "package a\n\nconst most = 13\n"],
])("is other values in a new file %s", (path, head, other) => {
  const added = of(path, whole("+", head), "added");
  expect(otherValues(refined([added]), () => head).map(({ content }) => content)).toEqual([other]);
});

it("is of moved code what became otherwise, and nothing of where it was", () => {
  const body = (value: string) =>
    `export function add(a, b) {\n  const sum = a + b;\n  return ${value};\n}\n`;
  const changes = [
    of(
      "src/old.js",
      `@@ -1,8 +1,3 @@\n export function one() {\n   return 1;\n }\n-\n${body("sum + 1").replace(/^(?=.)/gm, "-")}`,
    ),
    of("src/new.js", whole("+", body("sum")), "added"),
  ];
  const heads: Record<string, string> = {
    "src/old.js": "export function one() {\n  return 1;\n}\n",
    "src/new.js": body("sum"),
  };
  expect(without(changes, (path) => heads[path] ?? null)).toEqual([
    {
      ...{ path: "src/new.js", what: "value", name: null, place: { file: "src/new.js", from: 3, to: 3 } },
      content: body("undefined"),
    },
    {
      ...{ path: "src/new.js", what: "hunk", name: null, place: { file: "src/new.js", from: 3, to: 3 } },
      content: body("sum + 1"),
    },
  ]);
});
