// Which lines of a test give the code its answer.
import { expect, test } from "@jest/globals";
import { givings, withoutGivings } from "../../../../worker/evidence/experiment/given.ts";

const found = (path: string, text: string, added: string[], base = "") =>
  givings({ path, text, added: text.split("\n").map((_, at) => at + 1) }, { added, base }).map(
    ({ line, to, how }) => `${line}-${to} ${how}`,
  );
const JS = 'import { settings, sum } from "../src/sum.js";\n';

test.each<[string, string, string[]]>([
  ["a prototype", "Array.prototype.none = 0;", ["return numbers.none;"]],
  ["a global name", "globalThis.none = 0;", ["return globalThis.none;"]],
  ["a global name by its text", 'global["none"] = 0;', ["return none;"]],
  [
    "a global name by a descriptor",
    'Object.defineProperty(globalThis, "none", {\n  value: 0,\n});',
    ["return none;"],
  ],
  ["the language", "Math.max = () => 0;", ["return Math.max(...numbers);"]],
  ["what the code brings", "settings.none = 0;", ["return settings.none;"]],
  ["a property of a function", "sum.none = 0;", ["return sum.none;"]],
  ["a file", 'writeFileSync("none.txt", "0");', ['return readFileSync("none.txt");']],
])("a test sets %s that the change reads", (_what, line, added) => {
  expect(found("a.test.js", JS + line, added)).toEqual([`2-${line.split("\n").length + 1} sets`]);
});

test.each<[string, string, string[]]>([
  ["a.test.js", 'mock.method(parts, "none", () => 0);', ["export const parts = { none: () => -1 };"]],
  ["a.test.ts", 'vi.spyOn(parts, "none").mockReturnValue(0);', ["  none(): number {"]],
  ["test_a.py", '    @mock.patch("total.none", return_value=0)', ["def none():"]],
  ["test_a.py", '    monkeypatch.setattr(total, "NONE", 0)', ["NONE = -1"]],
  ["a_spec.rb", "    allow(Total).to receive(:none).and_return(0)", ["  def self.none"]],
])("a test in %s puts a stand-in for what the change defines: %s", (path, line, added) => {
  expect(found(path, line, added)).toEqual(["1-1 replaces"]);
});

test.each<[string, string, string[]]>([
  ["stands in for the network", "globalThis.fetch = async () => answer;", ["await fetch(url);"]],
  ["stands in for the clock", "Date.now = () => 0;", ["return Date.now();"]],
  ["stands in for luck", "Math.random = () => 0.5;", ["return Math.random();"]],
  ["sets a value of its own", "const list = make();\nlist.limit = 3;", ["this.limit = limit;"]],
  ["sets a name that the change does not read", "globalThis.other = 0;", ["return none;"]],
  ["stands in for what the change only calls", 'jest.spyOn(db, "save");', ["  await db.save(order);"]],
  ["writes into a folder of its own", 'writeFileSync(join(folder, "none.txt"), "0");', ['read("none.txt")']],
])("a test gives no answer that %s", (_what, line, added) => {
  expect(found("a.test.js", JS + line, added)).toEqual([]);
});

test.each<[string, string, string, string[]]>([
  ["a_test.go", "package sum", "\tnone = 0", ["var none = -1"]],
  ["a_test.go", "package sum", "\tnone = 0", ["var (", "\tnone = -1", ")"]],
  ["a_test.go", 'import (\n\t"example.com/sum"\n)', "\tsum.None = 0", ["var None = -1"]],
  ["ATest.java", "package com.example;", "    Sum.none = 0;", ["  static int none = -1;"]],
  ["ATest.java", "package com.example;", "    doReturn(0).when(spy).none();", ["  int none() {"]],
  ["ATest.php", "namespace App;", "        Sum::$none = 0;", ["    public static int $none = -1;"]],
  ["ATest.php", "namespace App;", "function count($all) { return 0; }", ["return count($all);"]],
  ["test/a.c", "extern int none;", "    none = 0;", ["int none = -1;"]],
  ["test/a.c", '#include "sum.h"', "#define NONE 0", ["#ifndef NONE"]],
  [
    "tests/a.rs",
    "use sum::NONE;",
    "    NONE.store(0, Ordering::SeqCst);",
    ["pub static NONE: AtomicI64 = AtomicI64::new(-1);"],
  ],
])("a test in %s sets the code's own state: %s %s", (path, head, line, added) => {
  const at = head.split("\n").length + 1;
  const how = line.includes("doReturn") ? "replaces" : "sets";
  expect(found(path, `${head}\n${line}`, added)).toEqual([`${at}-${at} ${how}`]);
});

test.each<[string, string, string[]]>([
  ["a_test.go", "func TestA(t *testing.T) {\n\tvar none int\n\tnone = Sum(nil)\n}", ["\tnone = 0"]],
  ["a_test.go", "\tgot, none := Sum(nil)\n\tnone = 0", ["var none = -1"]],
  ["test/a.c", "    int none;\n    none = sum(0);", ["int none = -1;"]],
  ["ATest.java", "package a;\n    Fake.limit = 3;", ["int other;"]],
  ["ATest.php", "namespace App;\nfunction time() { return 0; }", ["return time();"]],
])("what a test in %s makes itself is no answer: %s", (path, text, added) => {
  expect(found(path, text, added)).toEqual([]);
});

const settings = (path: string, text: string, code: Partial<Parameters<typeof givings>[1]>) =>
  givings({ path, text, added: [2] }, { added: ["settings.none"], base: "", ...code }).map(
    ({ line }) => line,
  );

test.each([
  ["config/test.json", '{\n  "none": 0\n}'],
  ["src/test/resources/application.properties", "# sums\nsum.none = 0"],
  ["config/environments/test.rb", "configure do\n  config.none = 0\nend"],
  ["settings/test.py", "import base\nnone = 0"],
])("settings of tests alone give an answer: %s", (path, text) => {
  expect(settings(path, text, {})).toEqual([2]);
  expect(settings(path, text, { base: "settings.none" })).toEqual([]);
  expect(settings(path, text, { data: ['  "none": -1'] })).toEqual([]);
  expect(settings(path, text, { tests: `read("${path.split("/").at(-1)}")` })).toEqual([]);
  expect(settings(path, text, { added: ["return 0"] })).toEqual([]);
});

test("what stands in another folder is what a test asks with", () => {
  expect(settings("test/fixtures/order.json", '{\n  "none": 0\n}', {})).toEqual([]);
});

test("a setting that the base has already is none that the change defines", () => {
  expect(
    found("a.test.js", `${JS}settings.level = 0;`, ["if (settings.level === 0)"], "settings.level"),
  ).toEqual([]);
});

test("a module's own state in Python is the change's", () => {
  expect(found("test_a.py", "import total\n\ntotal.NONE = 0\n", ["NONE = -1"])).toEqual(["3-3 sets"]);
});

test("statements are taken out, and other lines keep their numbers", () => {
  expect(withoutGivings("a\nb(\n)\nc", [{ line: 2, to: 3 }])).toBe("a\n\n\nc");
});
