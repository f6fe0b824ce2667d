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
