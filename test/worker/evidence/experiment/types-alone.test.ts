// Which parts of a change say something to a checker of types alone, or only bring in names.
import { afterAll, expect, it } from "@jest/globals";
import { apartFromTypes } from "../../../../worker/evidence/experiment/types-alone.ts";
import { startParser } from "../../../../worker/map/parser.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());

async function whatOf(path: string, head: string, content: string) {
  const place = { file: path, from: 1, to: 1 };
  const part = { path, content, place, what: "hunk", name: null } as const;
  const signal = new AbortController().signal;
  const { parts, types } = await apartFromTypes([part], { head: () => head, parser, signal });
  return [...parts, ...types].map(({ what }) => what);
}

it.each([
  [
    "a type of an argument",
    "a.ts",
    "function f(a: number | null) {\n  return a;\n}\n",
    "function f(a: number) {\n  return a;\n}\n",
  ],
  ["an argument that may be left out", "a.ts", "function f(a?: number) {}\n", "function f(a: number) {}\n"],
  ["an interface", "a.ts", "export interface A {\n  b: string;\n}\nf();\n", "f();\n"],
  [
    "an overload",
    "a.ts",
    "export function f(a: 1): 1;\nexport function f(a: 1) {}\n",
    "export function f(a: 1) {}\n",
  ],
  ["names that are brought in", "a.ts", 'import { a } from "./a.ts";\nf();\n', "f();\n"],
  [
    "what a function returns, in Python",
    "a.py",
    "def f(a: int) -> str:\n    return a\n",
    "def f(a):\n    return a\n",
  ],
])("is %s", async (_, path, head, content) => {
  expect(await whatOf(path, head, content)).toEqual(["types"]);
});

it.each([
  ["a default", "a.ts", "function f(a: number = 1) {}\n", "function f(a: number = 2) {}\n"],
  ["a file that runs when it is brought in", "a.ts", 'import "./a.ts";\nf();\n', "f();\n"],
  ["a field, in Python", "a.py", "class A:\n    b: int = 1\n", "class A:\n    b: int = 2\n"],
  ["the type of a field, in Python", "a.py", "class A:\n    b: int\n", "class A:\n    b: str\n"],
])("is not %s", async (_, path, head, content) => {
  expect(await whatOf(path, head, content)).toEqual(["hunk"]);
});
