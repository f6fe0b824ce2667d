// Lines outside of a test that judge for it: of helpers that it calls, and of the test behind a table.
import { expect, test } from "@jest/globals";
import { turnedIn } from "../../../../worker/evidence/experiment/opposites.ts";

const turned = (path: string, text: string, name: string) =>
  turnedIn(path, text, name)
    ?.flatMap((file) => file.turned)
    .map(({ line, to, what }) => `${line} ${what}: ${to.trim()}`);

const SWALLOWS = `function zero() {
  try {
    assert.equal(sum([]), 0);
  } catch (error) {
    if (!Number.isNaN(error.actual)) assert.match(error, /none/);
  }
}
`;

test("what a test calls is turned, too, in its own file and in others of the tests", () => {
  const calls = 'test("adds", () => {\n  zero();\n});\n';
  const places = (text: string, others?: Map<string, string>) =>
    turnedIn("a.test.js", text, "adds", others)?.flatMap(({ path, turned }) =>
      turned.map(({ line, what }) => `${path}:${line} ${what}`),
    );
  expect(places(`${SWALLOWS}\n${calls}`)).toEqual(["a.test.js:3 opposite", "a.test.js:3 value"]);
  expect(places(calls, new Map([["test/zero.js", SWALLOWS]]))).toEqual([
    "test/zero.js:3 opposite",
    "test/zero.js:3 value",
  ]);
});

test.each([
  [
    "a.test.js",
    "adds",
    'const check = (a, rows) => {\n  for (const row of rows) {\n    assert.equal(a, row);\n  }\n  if (a) assert.ok(a > 1);\n};\ntest("adds", () => {\n  check(sum([]), []);\n});\n',
  ],
  [
    "a.test.js",
    "adds",
    'test("adds", () => {\n  run();\n});\ntest("runs", () => {\n  assert.equal(run(), 1);\n});\n',
  ],
])("of what a test of %s calls, only what always runs is turned", (path, name, text) => {
  expect(turned(path, text, name)).toEqual([]);
});

test("a condition that fails a test is turned where a helper holds it", () => {
  const text =
    'func check(t *testing.T, got int) {\n\tt.Helper()\n\tif got != 0 && got != -1 {\n\t\tt.Errorf("got %d", got)\n\t}\n}\n\nfunc TestZero(t *testing.T) {\n\tcheck(t, Largest(nil))\n}\n';
  expect(turned("a_test.go", text, "TestZero")).toEqual([
    "3 opposite: if !(got != 0 && got != -1) {",
    "3 value: if got != 1 && got != -1 {",
  ]);
});

test.each([
  [
    "sum of nothing",
    'const rows = [\n  ["sum of nothing", [], 0],\n];\nfor (const [name, numbers, wanted] of rows) {\n  test(name, () => {\n    assert.equal(sum(numbers), wanted);\n  });\n}\n',
    6,
  ],
  [
    "sums > sum of 1,2 is 3",
    'describe("sums", () => {\n  test.each([\n    [[1, 2], 3],\n  ])("sum of %s is %i", (numbers, wanted) => {\n    expect(sum(numbers)).toBe(wanted);\n  });\n});\n',
    5,
  ],
  [
    "sum of 1,2",
    "for (const row of rows) {\n  test(`sum of \u0024{row.numbers}`, () => {\n    assert.equal(sum(row.numbers), row.wanted);\n  });\n}\n",
    3,
  ],
])("a test that takes its name from a table is found: %s", (name, text, line) => {
  const lines = turnedIn("a.test.js", text, name)?.flatMap((file) => file.turned.map((each) => each.line));
  expect(new Set(lines)).toEqual(new Set([line]));
});

test("a row that is no test's is not another test's, which has a title of its own", () => {
  const text = 'const title = "sum of nothing";\ntest("adds", () => {\n  assert.equal(1, 1);\n});\n';
  expect(turned("a.test.js", text, "sum of nothing")).toEqual([]);
});
