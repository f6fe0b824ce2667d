// Right fixes in JavaScript and TypeScript by the shape of the change: a deleted line, parts of a class, constants, moved code.
import { type Case, right } from "./case.ts";

type Code = { path: string; base: string; head: string };

const PACKAGE = `{ "name": "parts", "type": "module", "private": true, "scripts": { "test": "node --test" } }\n`;

/** A test file of these tests, each with its title and its only assertion. */
export function testsOf(imports: string, tests: Record<string, string>): string {
  const bodies = Object.entries(tests).map(([title, body]) => `\ntest("${title}", () => {\n  ${body}\n});\n`);
  return `import assert from "node:assert/strict";\nimport { test } from "node:test";\n${imports}\n${bodies.join("")}`;
}

/** The test of the base, and the test for the criterion. */
type Tested = { imports: string; old: string; now: string; test?: string };

export const OLD = "what held before holds";
export const NOW = "what was wrong is right";

export const fixOf = (name: string, { path, base, head }: Code, tested: Tested): Case => {
  const {
    imports,
    old,
    now,
    test = path.endsWith(".ts") ? "test/parts.test.ts" : "test/parts.test.js",
  } = tested;
  return {
    ...{
      name,
      language: path.endsWith(".ts") ? "TypeScript" : "JavaScript",
      checks: null,
      proofs: [NOW],
      expected: right,
    },
    base: { "package.json": PACKAGE, [path]: base, [test]: testsOf(imports, { [OLD]: old }) },
    change: { [path]: head, [test]: testsOf(imports, { [OLD]: old, [NOW]: now }) },
  };
};

export const edited = (path: string, base: string, was: string, now: string): Code => {
  const head = base.replace(was, now);
  if (head === base) throw new Error(`${was} does not stand in ${path}`);
  return { path, base, head };
};

const LAST = `// Sorts.\nexport function sorted(numbers) {\n  const all = [...numbers];\n  all.pop();\n  all.sort((a, b) => a - b);\n  return all;\n}\n`;
const COUNTER = `// Counts.\nexport class Counter {\n  step = 2;\n\n  constructor(start) {\n    this.value = start ?? 1;\n  }\n\n  get next() {\n    return this.value + 2;\n  }\n\n  add() {\n    this.value += this.step;\n    return this.value;\n  }\n}\n`;
const COUNTING = {
  imports: `import { Counter } from "../src/counter.js";`,
  old: "assert.equal(new Counter(5).value, 5);",
};
const BOX = `// Keeps a size.\nexport class Box {\n  readonly size: number;\n\n  constructor(size: number) {\n    this.size = size + 1;\n  }\n}\n`;
const JOIN = `// Joins.\nexport function join(words: string[]): string;\nexport function join(words: string[], by: string): string;\nexport function join(words: string[], by = ";"): string {\n  return words.join(by);\n}\n`;

export const rightCode: Case[] = [
  fixOf("one deleted line", edited("src/sorted.js", LAST, "  all.pop();\n", ""), {
    imports: `import { sorted } from "../src/sorted.js";`,
    old: "assert.deepEqual(sorted([]), []);",
    now: "assert.deepEqual(sorted([2, 1]), [1, 2]);",
  }),
  fixOf(
    "a clause is deleted",
    edited(
      "src/clause.js",
      `// Greets.\nexport function greet(name) {\n  if (name === "Ada") {\n    return "no";\n  }\n  return "hi " + name;\n}\n`,
      `  if (name === "Ada") {\n    return "no";\n  }\n`,
      "",
    ),
    {
      imports: `import { greet } from "../src/clause.js";`,
      old: `assert.equal(greet("Bob"), "hi Bob");`,
      now: `assert.equal(greet("Ada"), "hi Ada");`,
    },
  ),
  fixOf("a constructor", edited("src/counter.js", COUNTER, "start ?? 1", "start ?? 0"), {
    ...COUNTING,
    now: "assert.equal(new Counter().value, 0);",
  }),
  fixOf("a field of a class", edited("src/counter.js", COUNTER, "step = 2", "step = 1"), {
    ...COUNTING,
    now: "assert.equal(new Counter(5).add(), 6);",
  }),
  fixOf("a getter", edited("src/counter.js", COUNTER, "this.value + 2", "this.value + 1"), {
    ...COUNTING,
    now: "assert.equal(new Counter(5).next, 6);",
  }),
  fixOf(
    "a new line in a constructor",
    edited(
      "src/counter.js",
      COUNTER,
      "    this.value = start ?? 1;\n",
      "    this.value = start ?? 1;\n    this.first = this.value;\n",
    ),
    {
      ...COUNTING,
      now: "assert.equal(new Counter(5).first, 5);",
    },
  ),
  fixOf(
    "a default argument",
    edited(
      "src/join.js",
      `// Joins.\nexport function join(words, by = ";") {\n  return words.join(by);\n}\n`,
      `";"`,
      `", "`,
    ),
    {
      imports: `import { join } from "../src/join.js";`,
      old: `assert.equal(join(["a", "b"], "-"), "a-b");`,
      now: `assert.equal(join(["a", "b"]), "a, b");`,
    },
  ),
  fixOf(
    "a constant of a module",
    edited(
      "src/limit.js",
      `// Limits.\nexport const MOST = 10;\n\nexport function limited(value) {\n  return Math.min(value, MOST);\n}\n`,
      "10",
      "12",
    ),
    {
      imports: `import { limited } from "../src/limit.js";`,
      old: "assert.equal(limited(3), 3);",
      now: "assert.equal(limited(20), 12);",
    },
  ),
  fixOf(
    "a row of a table",
    edited(
      "src/table.js",
      `// Names.\nconst NAMES = {\n  a: "Ada",\n  b: "Bob",\n};\n\nexport function nameOf(key) {\n  return NAMES[key];\n}\n`,
      `  b: "Bob",\n`,
      `  b: "Bob",\n  c: "Cyd",\n`,
    ),
    {
      imports: `import { nameOf } from "../src/table.js";`,
      old: `assert.equal(nameOf("a"), "Ada");`,
      now: `assert.equal(nameOf("c"), "Cyd");`,
    },
  ),
  fixOf(
    "an arrow function in an object",
    edited(
      "src/shapes.js",
      `// Shapes.\nexport const shapes = {\n  square: (side) => side * 2,\n  line: (length) => length,\n};\n`,
      "side * 2",
      "side * side",
    ),
    {
      imports: `import { shapes } from "../src/shapes.js";`,
      old: "assert.equal(shapes.line(3), 3);",
      now: "assert.equal(shapes.square(3), 9);",
    },
  ),
  fixOf(
    "a regular expression",
    edited(
      "src/word.js",
      `// Words.\nconst WORD = /^[a-z]+$/;\n\nexport const isWord = (text) => WORD.test(text);\n`,
      "[a-z]",
      "[a-zA-Z]",
    ),
    {
      imports: `import { isWord } from "../src/word.js";`,
      old: `assert.equal(isWord("1"), false);`,
      now: `assert.equal(isWord("Ada"), true);`,
    },
  ),
  fixOf("a constructor with types", edited("src/box.ts", BOX, "size + 1", "size"), {
    imports: `import { Box } from "../src/box.ts";`,
    old: "assert.ok(new Box(2) instanceof Box);",
    now: "assert.equal(new Box(2).size, 2);",
  }),
  fixOf("an overloaded function", edited("src/join.ts", JOIN, `by = ";"`, `by = ", "`), {
    imports: `import { join } from "../src/join.ts";`,
    old: `assert.equal(join(["a", "b"], "-"), "a-b");`,
    now: `assert.equal(join(["a", "b"]), "a, b");`,
  }),
  fixOf(
    "a new overload",
    edited(
      "src/join.ts",
      JOIN,
      `export function join(words: string[], by = ";"): string {\n  return words.join(by);`,
      `export function join(words: string[], by: string, last: string): string;\nexport function join(words: string[], by = ";", last = by): string {\n  const [end, ...before] = words.toReversed();\n  return before.length === 0 ? (end ?? "") : before.toReversed().join(by) + last + end;`,
    ),
    {
      imports: `import { join } from "../src/join.ts";`,
      old: `assert.equal(join(["a", "b"], "-"), "a-b");`,
      now: `assert.equal(join(["a", "b", "c"], ", ", " and "), "a, b and c");\n  assert.equal(join(["a"], ", ", " and "), "a");\n  assert.equal(join([]), "");`,
    },
  ),
  fixOf(
    "a static method",
    edited(
      "src/parse.js",
      `// Reads.\nexport class Reading {\n  static from(text) {\n    return Number.parseInt(text, 8);\n  }\n}\n`,
      ", 8",
      ", 10",
    ),
    {
      imports: `import { Reading } from "../src/parse.js";`,
      old: `assert.equal(Reading.from("7"), 7);`,
      now: `assert.equal(Reading.from("19"), 19);`,
    },
  ),
];
