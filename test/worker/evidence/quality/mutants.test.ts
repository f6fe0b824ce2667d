// Small changes to changed lines: which lines, and what each is made to read. Always the same for the same lines.
import { afterAll, describe, expect, it } from "@jest/globals";
import { codeLines, LONGEST_FILE_BYTES } from "../../../../worker/evidence/prove/code-lines.ts";
import { chooseMutants, MOST_MUTANTS } from "../../../../worker/evidence/quality/mutants.ts";
import { mutationsOf } from "../../../../worker/evidence/quality/mutations.ts";
import { startParser } from "../../../../worker/map/parser.ts";
import { aChange, aPatch } from "../../../support/builders.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());

const signal = new AbortController().signal;

/** What each line of a text can be made to read. */
async function mutants(file: string, text: string): Promise<string[][]> {
  const lines = text.split("\n").map((each, at) => ({ file, line: at + 1, text: each }));
  const perLine = await mutationsOf(lines, () => text, { parser, signal });
  return perLine.map((mutations) => mutations.map(({ now }) => now.trim()));
}

describe("a mutant", () => {
  it("moves no limit where one of two values is taken, because equal ones are the same", async () => {
    const go = (taken: string) =>
      mutants("a.go", `func f() {\n\tif number < least {\n\t\tleast = ${taken}\n\t}\n}`);
    expect((await go("number"))[1]).toEqual(["if !(number < least) {"]);
    expect((await go("2"))[1]).toEqual(["if number <= least {", "if !(number < least) {"]);
    expect(await mutants("a.js", "const least = a < b ? a : b;")).toEqual([
      ["const least = !(a < b) ? a : b;"],
    ]);
  });

  it.each<[string, string, string[]]>([
    ["a.js", "if(a<b){}", ["if(a<=b){}", "if(!(a<b)){}"]],
    [
      "a.js",
      "while (a >= 10 && b) next();",
      [
        ...["while (a > 10 && b) next();", "while (a >= 10 || b) next();", "while (a >= 11 && b) next();"],
        ...["while (!(a >= 10 && b)) next();", "while (a >= 10 && b) ;"],
      ],
    ],
    ["a.js", "const same = a===b;", ["const same = a!==b;"]],
    ["a.js", "const go = (x) => true;", ["const go = (x) => false;", "const go = (x) => undefined;"]],
    ["a.js", "const sum = a+b;", ["const sum = a-b;"]],
    ["a.js", "const isLate = at > 2e12;", ["const isLate = at >= 2e12;", "const isLate = at > (2e12 + 1);"]],
    [
      "a.js",
      "const name = a?.b?.[0] ?? c;",
      [
        ...["const name = a.b?.[0] ?? c;", "const name = a?.b[0] ?? c;"],
        ...["const name = a?.b?.[0] && c;", "const name = a?.b?.[1] ?? c;"],
      ],
    ],
    ["a.js", "if (!a) return;", ["if (a) return;", "if (!a) ;"]],
    ["a.js", "list.push(item);", [";"]],
    [
      "a.py",
      "if not done and left: pass",
      [...["if done and left: pass", "if not done or left: pass", "if not (not done and left): pass"]],
    ],
    ["a.py", "return total", ["return None"]],
    ["a.py", "self.items.append(0x1F)", ["self.items.append((0x1F + 1))", "pass"]],
    ["a.py", "x = a not in b", ["x = a in b"]],
    ["a.go", "func f() { n := 1 }", ["func f() { n := 2 }"]],
    [
      "a.c",
      "int f() { return first(text)>=0; }",
      [...["int f() { return first(text)>0; }", "int f() { return first(text)>=1; }"]],
    ],
    ["a.rs", "fn f() { let x = a-b; }", ["fn f() { let x = a+b; }"]],
    ["A.java", "class A { boolean f() { return !a; } }", ["class A { boolean f() { return a; } }"]],
    ["a.rb", "return if a&.b", ["nil if a&.b", "return if a.b", "return if !(a&.b)"]],
    ["a.php", "<?php\nif (!$a) return;", ["if ($a) return;", "if (!$a) ;"]],
    ["a.kt", "    val x = a && 1", ["val x = a || 1", "val x = a && 2"]],
  ])("in %s of `%s`", async (file, text, expected) => {
    expect((await mutants(file, text)).at(-1)).toEqual(expected);
  });

  it.each([
    ["a.js", 'import { a } from "./b-2.js";'],
    ["a.js", "// a < b"],
    ["a.js", "console.log(a < b);"],
    ["a.js", 'const text = "a < b && 1";'],
    ["a.py", "# True and 1"],
    ["a.c", "#define MAX 10"],
    ["a.ts", "type Way = 1 | 2;"],
    ["a.js", `const long = ${"1 + ".repeat(200)}1;`],
  ])("is not made in %s of `%s`", async (file, text) => {
    expect(await mutants(file, text)).toEqual([[]]);
  });

  const perLine = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      ["<=", "!"].map((now) => ({ file: "a.js", line: at + 1, text: "<", now })),
    );

  it("is made of at most five lines, spread over all, and of one line more than once only for want of others", () => {
    expect(chooseMutants(perLine(20)).map(({ line }) => line)).toEqual([1, 5, 9, 13, 17]);
    expect(chooseMutants(perLine(2)).map(({ line }) => line)).toEqual([1, 2, 1, 2]);
    expect(chooseMutants(perLine(20))).toHaveLength(MOST_MUTANTS);
    expect(chooseMutants([])).toEqual([]);
  });

  it("is made of lines that a test of a criterion needs before others", () => {
    const own = [{ file: "a.js", from: 11, to: 12 }];
    expect(chooseMutants(perLine(20), own).map(({ line }) => line)).toEqual([11, 12, 11, 12, 1]);
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
