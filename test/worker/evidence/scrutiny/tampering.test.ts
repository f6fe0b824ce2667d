// What makes a reader look twice: tests that went away, were switched off, or lost their assertions.
import { describe, expect, it } from "@jest/globals";
import { lookTwice } from "../../../../src/domain/conclusion.ts";
import type { CheckResult, TestResult } from "../../../../src/domain/evidence.ts";
import type { Patch } from "../../../../src/domain/patch.ts";
import { OUTPUT_BYTES } from "../../../../worker/diagnostics/index.ts";
import { suspicions, weakenings } from "../../../../worker/evidence/scrutiny/tampering.ts";
import { aChange, aPatch } from "../../../support/builders.ts";

function aResult(tests: Record<string, TestResult["status"]>, cutBytes = 0): CheckResult {
  return {
    check: { name: "test", command: "npm test", kind: "test", timeoutMs: 1000 },
    ending: "passed",
    exitStatus: 0,
    durationMs: 5,
    output: "",
    cutBytes,
    diagnostics: [],
    tests: Object.entries(tests).map(([name, status]) => ({ name, status, message: null })),
  };
}

/** A patch of one file, with the lines it removes and adds. */
function edit(path: string, removed: string[], added: string[]): Patch {
  return aPatch(aChange({ path, removed, added }));
}

const NO_PATCH: Patch = { text: "", baseSha: "b", treeSha: "t", changes: [] };

function found(patch: Patch, base: CheckResult[] = [], head: CheckResult[] = []): string[] {
  return lookTwice({ weakened: weakenings(patch, base, head), suspicions: suspicions(patch) });
}

describe("a suspicion", () => {
  it("falls on tests that passed before and are gone or skipped now", () => {
    const base = [aResult({ kept: "passed", gone: "passed", later: "passed", broken: "failed" })];
    const head = [aResult({ kept: "passed", later: "skipped", fresh: "passed" })];
    expect(found(NO_PATCH, base, head)).toEqual([
      "`gone`: passed on the base and did not run on the head.",
      "`later`: passed on the base and is skipped on the head.",
    ]);
  });

  it("names ten tests and counts the rest", () => {
    const names = Array.from({ length: 12 }, (_, i) => `t${i}`);
    const base = [aResult(Object.fromEntries(names.map((name) => [name, "passed"])))];
    expect(found(NO_PATCH, base, [aResult({ other: "passed" })])).toEqual([
      `${names
        .slice(0, 10)
        .map((name) => `\`${name}\``)
        .join(", ")} and 2 more: passed on the base and did not run on the head.`,
    ]);
  });

  it("does not fall on a test whose name was cut from a long output", () => {
    expect(found(NO_PATCH, [aResult({ gone: "passed" })], [aResult({}, OUTPUT_BYTES + 1)])).toEqual([]);
  });

  it.each([
    ["test/a.test.js", 'it.skip("x", () => {});'],
    ["test/a.test.js", 'test.only("x", () => {});'],
    ["test/a.test.js", "xit('x')"],
    ["tests/test_a.py", "@pytest.mark.skip"],
    ["tests/test_a.py", "@unittest.expectedFailure"],
    ["tests/a.rs", "#[ignore]"],
    ["a_test.go", 't.Skip("later")'],
    ["src/test/java/ATest.java", "@Disabled"],
    ["src/test/java/ATest.java", "  assumeTrue(false);"],
    ["test/a.test.js", 'it.concurrent.skip("x", () => {});'],
    ["test/a.test.js", 'it.skipIf(process.env.CI)("x");'],
    ["test/a.test.js", 'test("x", { skip: "later" }, () => {});'],
    ["test/a.test.js", "  this.skip();"],
    ["tests/test_a.py", '    pytest.skip("later")'],
    ["tests/test_a.py", '@pytest.mark.skipif(True, reason="later")'],
    ["tests/test_a.py", "    self.skipTest()"],
    ["tests/test_a.py", "pytestmark = pytest.mark.xfail"],
    ["tests/a.rs", '#[ignore = "later"]'],
    ["a_test.go", "//go:build ignore"],
    ["test/a_test.cc", "TEST(A, DISABLED_Adds) {"],
  ])("falls on %s with the new line %s", (path, line) => {
    expect(found(edit(path, [], [line]))).toEqual([
      `\`${path}\` gained a test that is skipped, or that alone is run.`,
    ]);
  });

  it("falls on assertions a test file lost, not on those that moved", () => {
    const path = "test/a b.test.js";
    const removed = ["assert.equal(1, 1);", "  expect(x).toBe(2);", "const y = 1;"];
    expect(found(edit(path, removed, ["expect(x).toBe(1);"]))).toEqual([
      "`test/a b.test.js` has 1 assertion fewer than before.",
    ]);
    expect(found(edit(path, removed, removed))).toEqual([]);
    expect(found(edit("src/a.js", removed, []))).toEqual([]);
  });

  it("falls on what decides how tests are run", () => {
    expect(found(edit("jest.config.mjs", [], ["x"]))).toEqual([
      "`jest.config.mjs` decides how tests are run, and changed.",
    ]);
    expect(found(edit("package.json", [], ['    "test": "true"']))).toEqual([
      "`package.json` decides how tests are run, and changed.",
    ]);
    expect(found(edit("package.json", ['    "testTimeout": 1'], []))).toHaveLength(1);
    expect(found(edit("package.json", [], ['    "version": "2.0.0"']))).toEqual([]);
    expect(found(edit("tsconfig.json", [], ['  "strict": false']))).toEqual([
      "`tsconfig.json` decides what is checked, and changed.",
    ]);
  });

  it.each<[string, string, string, string]>([
    ["test/a.test.js", "expect(x).toBe(2);", "expect(x).toBeTruthy();", "compares less strictly than before"],
    [
      "test/a.test.js",
      "expect(x).toBe(2);",
      "expect(x).toBeCloseTo(2);",
      "compares less strictly than before",
    ],
    ["tests/test_a.py", "assert x == 2", "assert x == approx(2)", "compares less strictly than before"],
    ["tests/test_a.py", "self.assertEqual(x, 2)", "self.assertTrue(x)", "compares less strictly than before"],
    [
      "test/a.test.js",
      "expect(x).toBeCloseTo(2, 5);",
      "expect(x).toBeCloseTo(2, 1);",
      "is less strict than before: fewer digits are compared",
    ],
    ["test/a.test.js", "expect(x).toBeCloseTo(2, 1);", "expect(x).toBeCloseTo(2, 5);", ""],
    [
      "tests/test_a.py",
      "assert x == approx(2, rel=1e-6)",
      "assert x == approx(2, rel=0.1)",
      "is less strict than before: a greater difference is allowed",
    ],
    [
      "tests/test_a.py",
      "self.assertAlmostEqual(x, 2, delta=0.1)",
      "self.assertAlmostEqual(x, 2, delta=1)",
      "is less strict than before: a greater difference is allowed",
    ],
    [
      "a_test.go",
      "assert.InDelta(t, x, 2, 0.01)",
      "assert.InDelta(t, x, 2, 10)",
      "is less strict than before: a greater difference is allowed",
    ],
    [
      "tests/a.rs",
      "assert!((x - 2.0).abs() < 1e-9);",
      "assert!((x - 2.0).abs() < 1.0);",
      "is less strict than before: a greater difference is allowed",
    ],
    [
      "src/test/java/ATest.java",
      "assertEquals(2.0, x, 0.001);",
      "assertEquals(2.0, x, 0.5);",
      "is less strict than before: a greater difference is allowed",
    ],
    [
      "test/a.test.js",
      "jest.setTimeout(1_000);",
      "jest.setTimeout(60_000);",
      "is less strict than before: more time is allowed",
    ],
    [
      "test/a.test.js",
      'it("x", { timeout: 100 });',
      'it("x", { timeout: 5000 });',
      "is less strict than before: more time is allowed",
    ],
    [
      "test/a.test.js",
      "expect(x).toMatchInlineSnapshot(`1`);",
      "expect(x).toMatchInlineSnapshot(`2`);",
      "holds expected output, and was edited",
    ],
    ["src/__snapshots__/a.test.js.snap", "1", "2", "holds expected output, and was edited"],
    ["testdata/a.golden", "1", "2", "holds expected output, and was edited"],
    ["script/test.sh", "jest", "jest || true", "lets a check pass that would fail: `|| true`"],
    ["script/test.sh", "vitest run", "vitest run -u", "lets a check pass that would fail: `vitest run -u`"],
    [
      "script/test.sh",
      "pytest",
      "pytest --snapshot-update",
      "lets a check pass that would fail: `--snapshot-update`",
    ],
    [
      "src/a.ts",
      "const a = 1;",
      "const a = 1; // eslint-disable-line",
      "gained a comment that silences a checker",
    ],
    ["src/a.py", "x = 1", "x = 1  # type: ignore", "gained a comment that silences a checker"],
    ["src/a.rs", "fn a() {}", "#[allow(dead_code)]", "gained a comment that silences a checker"],
    ["src/a.ts", "a(1, 0.01); // eslint-disable-line", "a(1, 0.5); // eslint-disable-line", ""],
  ])("falls on %s where `%s` became `%s`", (path, removed, added, what) => {
    expect(found(edit(path, [removed], [added]))).toEqual(what === "" ? [] : [`\`${path}\` ${what}.`]);
  });

  it("does not fall on a snapshot that is new", () => {
    const patch = edit("src/__snapshots__/a.test.js.snap", [], ["1"]);
    const [change] = patch.changes;
    const added = change === undefined ? [] : [{ ...change, kind: "added" as const }];
    expect(found({ ...patch, changes: added })).toEqual([]);
  });

  it("is found in lines of any length in no time", () => {
    const long = `abs(${"abs(1, ".repeat(20_000)}`;
    expect(found(edit("test/a.test.js", [long], [long]))).toEqual([]);
  });
});
