// Small changes to changed lines: which lines, and what each is made to read. Always the same for the same lines.
import { describe, expect, it } from "@jest/globals";
import { codeLines, LONGEST_FILE_BYTES } from "../../../../worker/evidence/prove/code-lines.ts";
import { chooseMutants, MOST_MUTANTS } from "../../../../worker/evidence/quality/mutants.ts";
import { aChange, aPatch } from "../../../support/builders.ts";

const mutants = (text: string, file = "src/a.js") =>
  chooseMutants([{ file, line: 1, text }], 20).map(({ now }) => now);

describe("a mutant", () => {
  it("moves no limit where one of two values is taken, because equal ones are the same", () => {
    const of = (...texts: string[]) =>
      chooseMutants(texts.map((text, at) => ({ file: "a.go", line: at + 1, text }))).map(({ now }) => now);
    expect(of("\t\tif number < least {", "\t\t\tleast = number")).toEqual([]);
    expect(of("\t\tif number < least {", "\t\t\tleast = 2")).toEqual([
      "\t\tif number <= least {",
      "\t\t\tleast = 3",
    ]);
    expect(mutants("  return a < b ? a : b;")).toEqual(["  return undefined;"]);
  });

  it.each<[string, string, string[]]>([
    ["a.js", "  if (a < b) {", ["  if (a <= b) {", "  if (!(a < b)) {"]],
    [
      "a.js",
      "while (a >= 10 && b) next();",
      ["while (a > 10 && b) next();", "while (a >= 10 || b) next();", "while (a >= 11 && b) next();"],
    ],
    ["a.js", "const same = a === b;", ["const same = a !== b;"]],
    ["a.js", "const go = (x) => true;", ["const go = (x) => false;"]],
    ["a.js", "  return a + b;", ["  return a - b;", "  return undefined;"]],
    ["a.js", "  list.push(item);", ["  "]],
    [
      "a.py",
      "    if not done and left:",
      ["    if not done or left:", "    if done and left:", "    if not (not done and left):"],
    ],
    ["a.py", "    return total", ["    return None"]],
    ["a.py", "    self.items.append(1)", ["    self.items.append(2)", "    pass"]],
    ["a.go", "\tif n == 0 {", ["\tif n != 0 {", "\tif n == 1 {"]],
    ["a.go", "\tn := 1", ["\tn := 2"]],
    ["a.c", "    return first(text);", []],
    ["a.c", "    tidy(text)", []],
    ["a.rs", "    let x = a - b;", ["    let x = a + b;"]],
  ])("in %s of `%s`", (file, text, expected) => {
    expect(mutants(text, file)).toEqual(expected);
  });

  it.each([
    ["a.js", 'import { a } from "./b-2.js";'],
    ["a.js", "// a < b"],
    ["a.js", "console.log(a < b);"],
    ["a.js", 'const text = "a < b && 1";'],
    ["a.py", "# True and 1"],
    ["a.c", "#define MAX 10"],
    ["a.ts", "type Way = 1 | 2;"],
    ["a.js", "}"],
    ["a.js", `const long = ${"1 + ".repeat(200)}1;`],
  ])("is not made in %s of `%s`", (file, text) => {
    expect(mutants(text, file)).toEqual([]);
  });

  it("is made of at most five lines, spread over all, and of one line more than once only for want of others", () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ file: "a.js", line: i + 1, text: `if (a < ${i}) {` }));
    expect(chooseMutants(lines(20)).map(({ line }) => line)).toEqual([1, 5, 9, 13, 17]);
    expect(chooseMutants(lines(2)).map(({ line }) => line)).toEqual([1, 2, 1, 1, 2]);
    expect(chooseMutants(lines(2))).toHaveLength(MOST_MUTANTS);
    expect(chooseMutants([])).toEqual([]);
  });
});

describe("the lines of code of a patch", () => {
  it("are those it adds to code that is no test, by number", () => {
    const patch = aPatch(
      aChange({ path: "README.md" }),
      aChange({ path: "src/a.js", added: ["zwei", "++i;"] }),
      aChange({ path: "src/b.js", bytes: LONGEST_FILE_BYTES + 1 }),
      aChange({ path: "src/c.js", mode: "120000" }),
      aChange({ path: "test/a.test.js" }),
    );
    expect(codeLines(patch)).toEqual([
      { file: "src/a.js", line: 1, text: "zwei" },
      { file: "src/a.js", line: 2, text: "++i;" },
    ]);
  });
});
