// Which tests of the base go on under other names, and which names differ from run to run.
import { describe, expect, it } from "@jest/globals";
import type { CheckResult } from "../../../../src/domain/evidence.ts";
import { renamedTests, unsteadyTests } from "../../../../worker/evidence/scrutiny/renamed.ts";
import { aChange, aCheckResult } from "../../../support/builders.ts";

const passing = (...names: string[]): CheckResult[] => [
  aCheckResult({ tests: names.map((name) => ({ name, status: "passed", message: null })) }),
];

/** A file of tests whose lines become others. */
function renamed(
  path: string,
  removed: string[],
  added: string[],
  { was, now }: { was: string; now: string[] },
) {
  const change = aChange({ path, removed, added });
  return renamedTests({
    patch: { changes: [change] },
    gone: [{ check: "test", tests: [was] }],
    base: passing(was),
    head: passing(...now),
    baseTestsOnHead: passing(was),
  });
}

const JS = "test/sum.test.js";
const PY = "tests/test_sum.py";
const OLD = ['test("adds", () => {', "  assert.equal(sum([1, 2, 3]), 6);", "});"];

describe("a test goes on under other names", () => {
  it.each<[string, string, string[], string[], { was: string; now: string[] }]>([
    ["alone", JS, [OLD[0] ?? ""], ['test("adds three", () => {'], { was: "adds", now: ["adds three"] }],
    [
      "as rows of a table",
      JS,
      OLD,
      [
        "for (const [numbers, expected] of [[[1, 2, 3], 6], [[4], 4]])",
        "  test('adds ' + numbers, () => assert.equal(sum(numbers), expected));",
      ],
      { was: "adds", now: ["adds 1,2,3", "adds 4"] },
    ],
    [
      "split",
      JS,
      ['test("adds", () => {', "  assert.equal(sum([4]), 4);", "  assert.equal(sum([1, 5]), 6);", "});"],
      [
        'test("adds one", () => assert.equal(sum([4]), 4));',
        'test("adds two", () => assert.equal(sum([1, 5]), 6));',
      ],
      { was: "adds", now: ["adds one", "adds two"] },
    ],
    [
      "as parameters",
      PY,
      ["def test_adds():", "    assert total([1, 2, 3]) == 6"],
      [
        '@pytest.mark.parametrize("numbers, expected", [([1, 2, 3], 6), ([4], 4)])',
        "def test_adds(numbers, expected):",
        "    assert total(numbers) == expected",
      ],
      { was: "tests/test_sum.py::test_adds", now: ["tests/test_sum.py::test_adds[numbers0-6]"] },
    ],
    [
      "as a table in Go",
      "sum_test.go",
      [
        "func TestAdds(t *testing.T) {",
        "\tif got := Sum(1, 2); got != 3 {",
        '\t\tt.Errorf("Sum = %d", got)',
        "\t}",
        "}",
      ],
      [
        "func TestSums(t *testing.T) {",
        "\tfor _, row := range []struct{ a, b, want int }{{1, 2, 3}, {0, 0, 0}} {",
        "\t\tif got := Sum(row.a, row.b); got != row.want {",
        '\t\t\tt.Errorf("Sum(%d, %d) = %d", row.a, row.b, got)',
        "\t\t}",
        "\t}",
        "}",
      ],
      { was: "TestAdds", now: ["TestSums"] },
    ],
  ])("%s", (_, path, removed, added, names) => {
    expect(renamed(path, removed, added, names)).toEqual([
      { check: "test", file: path, was: [names.was], now: names.now },
    ]);
  });

  it.each<[string, string[], string[]]>([
    ["another value", OLD, ['test("counts", () => {', "  assert.equal(sum([1, 2, 3]), 3);", "});"]],
    ["no assertion", OLD, ['test("adds three", () => {', "  sum([1, 2, 3]);", "  const six = 6;", "});"]],
    ["a looser assertion", OLD, ['test("adds three", () => {', "  assert.ok([sum([1, 2, 3]), 6]);", "});"]],
    [
      "values far from each other",
      OLD,
      [
        'test("adds", () => assert.equal(sum([1]), 1));',
        'test("adds more", () => assert.equal(sum([7, 8, 9, 10, 2]), 36));',
        'test("adds most", () => assert.equal(sum([11, 3]), 14));',
        'test("is six", () => assert.equal(sum([6]), 6));',
      ],
    ],
    [
      "nothing, where no assertion is known",
      ['test("adds", (t) => {', "  t.is(sum([1]), 1);", "});"],
      ['test("runs", (t) => {', "  t.pass();", "});"],
    ],
  ])("not with %s", (_, removed, added) => {
    expect(renamed(JS, removed, added, { was: "adds", now: ["adds three", "counts", "runs"] })).toEqual([]);
  });

  it("not where no line of it is gone: it only ran no more", () => {
    expect(renamed(JS, [], ["process.exit(0);"], { was: "adds", now: ["sums"] })).toEqual([]);
    expect(renamed(JS, [""], ["process.exit(0);"], { was: "adds", now: ["sums"] })).toEqual([]);
  });

  it("not where it fails with the change, or no test is new", () => {
    const patch = {
      changes: [aChange({ path: JS, removed: [OLD[0] ?? ""], added: ['test("adds three", () => {'] })],
    };
    const of = {
      patch,
      gone: [{ check: "test", tests: ["adds"] }],
      base: passing("adds"),
      head: passing("adds three"),
    };
    expect(renamedTests({ ...of, baseTestsOnHead: passing("another") })).toEqual([]);
    expect(renamedTests({ ...of, baseTestsOnHead: null })).toEqual([]);
    expect(renamedTests({ ...of, head: passing(), baseTestsOnHead: passing("adds") })).toEqual([]);
  });
});

describe("a name that differs from run to run", () => {
  const matched = (was: string[], again: string[], head: string[]) =>
    unsteadyTests([{ check: "test", tests: was }], passing(...was), passing(...again), passing(...head));

  it.each([
    [
      "a random part",
      "test/a.test.js > creates user 8f3a",
      "test/a.test.js > creates user 77c0",
      "test/a.test.js > creates user beef",
    ],
    ["a date", "exports 2026-11-30", "exports 2026-12-01", "exports 2026-12-01"],
    [
      "a time",
      "a.py::test_at[2026-11-30T12:00:01Z]",
      "a.py::test_at[2026-11-30T12:00:09Z]",
      "a.py::test_at[2026-11-30T12:01:00Z]",
    ],
    ["a number that counts on", "TestUsers/user_17", "TestUsers/user_18", "TestUsers/user_19"],
  ])("is matched by the rest of it: %s", (_, was, again, now) => {
    expect(matched([was], [again], [now])).toEqual([{ check: "test", was, now }]);
  });

  it("is not matched where a second run has it, where the rest differs, or where the head has too few", () => {
    expect(matched(["creates 8f3a"], ["creates 8f3a"], ["creates 77c0"])).toEqual([]);
    expect(matched(["creates 8f3a"], ["creates 77c0"], ["deletes beef"])).toEqual([]);
    expect(matched(["creates 8f3a"], ["creates 77c0"], ["creates nothing"])).toEqual([]);
    expect(matched(["8f3a"], ["77c0"], ["beef"])).toEqual([]);
    expect(matched(["makes 1", "makes 2"], ["makes 3", "makes 4"], ["makes 5"])).toHaveLength(1);
  });
});
