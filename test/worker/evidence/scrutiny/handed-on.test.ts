// Names that reach the machine are named where code hands them on or asks for a part whose name is not written.
import { afterAll, expect, it } from "@jest/globals";
import { handedOn } from "../../../../worker/evidence/scrutiny/handed-on.ts";
import { startParser } from "../../../../worker/map/parser.ts";
import { aChange } from "../../../support/builders.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());
const limits = { parser, signal: new AbortController().signal };

async function found(path: string, text: string) {
  const added = text.split("\n").map((line, at) => ({ number: at + 1, text: line }));
  const asked = await handedOn([{ ...aChange({ path }), added }], () => text, limits);
  return asked.map(({ place, about }) => `${about} ${place.from}`);
}

it.each([
  ["a.js", 'const at = Reflect.get(globalThis, ["pro", "cess"].join(""));', "judge 1"],
  ["a.js", 'const p = globalThis["pro" + "cess"];', "judge 1"],
  ["a.js", "const g = global;\nconst { env } = g.process;", "judge 1"],
  ["a.js", "const D = Date;\nD.now();", "clock 1"],
  ["a.js", 'f.constructor("return this")();', "runner 1"],
  ["a.js", 'new f.constructor("return this")();', "runner 1"],
  ["a.ts", "const run = eval;", "runner 1"],
  ["a.py", 'import sys\nvars(sys)["arg" + "v"]', "process 2"],
  ["a.py", 'import os as o, os\ngetattr(os, "env" + "iron")', "environment 2"],
  ["a.py", "import time\nt = time\nt.time()", "clock 2"],
  ["a.py", "import datetime\nnow = [datetime]", "clock 2"],
  ["a.py", "run = eval", "runner 1"],
  ["a.js", 'const none = typeof describe === "function" ? 0 : -1;', "runner 1"],
  ["a.ts", "let none = -1;\ntry { none = expect ? 0 : 0; } catch {}", "runner 2"],
  ["a.js", "export const isTested = () => Boolean(jest);", "runner 1"],
])("in %s: %s", async (path, text, ...expected) => {
  expect(await found(path, text)).toEqual(expected);
});

it.each([
  ["a.js", "if (value instanceof Date) return new Date(value);"],
  ["a.js", "const schema = { at: Date };\nschemaOf(Date);"],
  ["a.js", "export function run(process) { return list(process); }"],
  ["a.js", "return new this.constructor(value);"],
  ["a.ts", "const at: Date = new Date(given);"],
  ["a.js", "class A { constructor(a) { super(a); } }"],
  ["a.py", "import os\nos.path.join(a, b)"],
  ["a.py", "from datetime import datetime\ndef f(at: datetime): return g(datetime)"],
  ["a.py", "import os\ndef f(time, sys=None): return g(time, sys)"],
  ["a.js", "const { test, it = 1 } = rows;\nfor (const suite of test) it(suite);"],
  ["a.js", "export const all = (test) => list.every((vi) => test(vi));"],
  ["a.ts", "import { expect as it, assert } from './own.js';\nassert(it);"],
  ["a.ts", "function check(test?: Check): boolean { return typeof test === 'function'; }"],
  ["a.js", "const a = { test: 1, it: { jest: 2 } };\na.test = a.it.jest;"],
  ["a.py", "for time, platform in rows: print(time, platform)"],
])("is not what does its work, in %s: %s", async (path, text) => {
  expect(await found(path, text)).toEqual([]);
});
