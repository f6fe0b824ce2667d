// A test file in which only the named tests do something.
import { expect, test } from "@jest/globals";
import { keepsState, withoutOthers } from "../../../../worker/evidence/experiment/other-tests.ts";

test.each([
  [
    "a.test.js",
    'test("adds", () => {\n  a();\n});\ntest("is zero", () => {\n  b();\n});\n',
    'test("adds", () => { return;\n  a();\n});\ntest("is zero", () => {\n  b();\n});\n',
  ],
  [
    "test_a.py",
    "def test_adds():\n    a()\n\n\ndef test_zero():\n    b()\n",
    "def test_adds():\n    return\n    a()\n\n\ndef test_zero():\n    b()\n",
  ],
  [
    "a_test.go",
    "func TestAdds(t *testing.T) {\n\ta()\n}\n\nfunc TestZero(t *testing.T) {\n\tb()\n}\n",
    "func TestAdds(t *testing.T) { return;\n\ta()\n}\n\nfunc TestZero(t *testing.T) {\n\tb()\n}\n",
  ],
  [
    "a_spec.rb",
    'it "adds" do\n  a\nend\nit "is zero" do\n  b\nend\n',
    'it "adds" do\n  next\n  a\nend\nit "is zero" do\n  b\nend\n',
  ],
  [
    "ATest.php",
    "  public function adds(): void\n  {\n    a();\n  }\n  public function zero(): void\n  {\n    b();\n  }\n",
    "  public function adds(): void\n  { return;\n    a();\n  }\n  public function zero(): void\n  {\n    b();\n  }\n",
  ],
])("in %s, another test ends at once", (path, text, expected) => {
  const zero = ["is zero", "test_zero", "TestZero", "zero"].find((name) =>
    new RegExp(`["\\s]${name}\\b`).test(text),
  );
  const adds = ["test_adds", "TestAdds", "adds"].find((name) => new RegExp(`["\\s]${name}\\b`).test(text));
  expect(withoutOthers(path, text, [zero ?? ""], [adds ?? ""])).toBe(expected);
});

test("a test around a named one, or one that is not found, stays as it is", () => {
  const text = 'test("sums", () => {\n  test("is zero", () => {\n    b();\n  });\n});\n';
  expect(withoutOthers("a.test.js", text, ["is zero"], ["sums", "other"])).toBeNull();
  expect(withoutOthers("a.test.js", text, ["unknown"], ["sums"])).toBeNull();
});

test.each([
  ["let last;"],
  ["const known = new Map();"],
  ["const seen: string[] = [];"],
  ["def total(numbers, last=[0]):"],
  ["var last = -1"],
  ["LAST = None"],
  ["    global last"],
  ["  private static int last = -1;"],
  ["    sum.last = total;"],
  ["static mut LAST: i64 = -1;"],
])("a value outlives a call: %s", (line) => {
  expect(keepsState([line])).toBe(true);
});

test.each([
  ["  let total = 0;"],
  ["  static of(value) {"],
  ["    self.total = 0"],
  ["  return numbers.length === 0 ? 0 : 1;"],
  ["export const sum = (a) => a;"],
])("no value outlives a call: %s", (line) => {
  expect(keepsState([line])).toBe(false);
});
