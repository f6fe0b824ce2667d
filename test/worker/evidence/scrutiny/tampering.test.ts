// What makes a reader look twice: tests that went away, were switched off, or lost their assertions.
import { describe, expect, it } from "@jest/globals";
import type { CheckResult, TestResult } from "../../../../src/domain/evidence.ts";
import type { Patch } from "../../../../src/domain/patch.ts";
import type { Remark } from "../../../../src/domain/remark.ts";
import type { Rewritten } from "../../../../src/domain/rewritten.ts";
import { OUTPUT_BYTES } from "../../../../worker/diagnostics/index.ts";
import { suspicions, weakenings } from "../../../../worker/evidence/scrutiny/tampering.ts";
import { aChange, aPatch, aRewritten } from "../../../support/builders.ts";

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

const NO_PATCH = aPatch();

function found(
  patch: Patch,
  base: CheckResult[] = [],
  head: CheckResult[] = [],
  rewritten: Rewritten[] = [],
): Remark[] {
  return [...weakenings(patch, { base, head, rewritten, renamed: [], unsteady: [] }), ...suspicions(patch)];
}

describe("a suspicion", () => {
  it("falls on tests that passed before and are gone or skipped now", () => {
    const base = [aResult({ kept: "passed", gone: "passed", later: "passed", broken: "failed" })];
    const head = [aResult({ kept: "passed", later: "skipped", fresh: "passed" })];
    expect(found(NO_PATCH, base, head)).toEqual([
      { kind: "tests-gone", check: "test", tests: ["gone"] },
      { kind: "tests-skipped", check: "test", tests: ["later"] },
    ]);
  });

  it("does not fall on a test that the order allows to alter, and that got another name", () => {
    const [base, head] = [[aResult({ adds: "passed" })], [aResult({ "adds all": "passed" })]];
    const altered = (because: string | null) => [aRewritten({ test: "adds", because })];
    expect(found(NO_PATCH, base, head, altered("AC1"))).toEqual([]);
    expect(found(NO_PATCH, base, head, altered(null))).toHaveLength(1);
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
    expect(found(edit(path, [], [line]))).toEqual([{ kind: "disabled-test", path }]);
  });

  it("falls on assertions a test file lost, not on those that moved", () => {
    const path = "test/a b.test.js";
    const removed = ["assert.equal(1, 1);", "  expect(x).toBe(2);", "const y = 1;"];
    expect(found(edit(path, removed, ["expect(x).toBe(1);"]))).toEqual([
      { kind: "lost-assertions", path, lost: 1 },
    ]);
    expect(found(edit(path, removed, removed))).toEqual([]);
    expect(found(edit("src/a.js", removed, []))).toEqual([]);
  });

  it("falls on what decides how tests are run", () => {
    expect(found(edit("jest.config.mjs", [], ["x"]))).toEqual([
      { kind: "test-settings", path: "jest.config.mjs" },
    ]);
    expect(found(edit("package.json", [], ['    "test": "true"']))).toEqual([
      { kind: "test-settings", path: "package.json" },
    ]);
    expect(found(edit("package.json", ['    "testTimeout": 1'], []))).toHaveLength(1);
    expect(found(edit("package.json", [], ['    "version": "2.0.0"']))).toEqual([]);
    expect(found(edit("tsconfig.json", [], ['  "strict": false']))).toEqual([
      { kind: "checker-settings", path: "tsconfig.json" },
    ]);
  });

  it.each([
    "pytest.toml",
    ".pytest.toml",
    "nose2.cfg",
    "src/test/resources/junit-platform.properties",
    "src/test/resources/mockito-extensions/org.mockito.plugins.MockMaker",
  ])("falls on %s, which decides how tests are run", (path) => {
    expect(found(edit(path, [], ["x"]))).toEqual([{ kind: "test-settings", path }]);
  });

  it("falls on a file that is loaded in place of a runner's own", () => {
    expect(found(edit("pytest.py", [], ["x"]))).toEqual([{ kind: "in-runners-place", path: "pytest.py" }]);
    expect(found(edit("__mocks__/lodash.js", [], ["x"]))).toEqual([
      { kind: "in-runners-place", path: "__mocks__/lodash.js" },
    ]);
  });

  it("falls on files that a build makes where nothing else of the code changes", () => {
    const built = aChange({ path: "dist/sum.js", added: ["x"] });
    const alone = [{ kind: "built-alone", path: "dist/sum.js" }];
    expect(found(aPatch(built))).toEqual(alone);
    expect(found(aPatch(built, aChange({ path: "test/a.test.js", added: ["x"] })))).toEqual(alone);
    expect(found(aPatch(built, aChange({ path: "src/sum.js", added: ["x"] })))).toEqual([]);
    expect(found(edit("src/build/sum.js", [], ["x"]))).toEqual([]);
  });

  it.each<[string, string, string, object | null]>([
    ["test/a.test.js", "expect(x).toBe(2);", "expect(x).toBeTruthy();", { kind: "looser-comparison" }],
    ["test/a.test.js", "expect(x).toBe(2);", "expect(x).toBeCloseTo(2);", { kind: "looser-comparison" }],
    ["tests/test_a.py", "assert x == 2", "assert x == approx(2)", { kind: "looser-comparison" }],
    ["tests/test_a.py", "self.assertEqual(x, 2)", "self.assertTrue(x)", { kind: "looser-comparison" }],
    [
      "test/a.test.js",
      "expect(x).toBeCloseTo(2, 5);",
      "expect(x).toBeCloseTo(2, 1);",
      { kind: "looser-limit", limit: "digits" },
    ],
    ["test/a.test.js", "expect(x).toBeCloseTo(2, 1);", "expect(x).toBeCloseTo(2, 5);", null],
    [
      "tests/test_a.py",
      "assert x == approx(2, rel=1e-6)",
      "assert x == approx(2, rel=0.1)",
      { kind: "looser-limit", limit: "difference" },
    ],
    [
      "tests/test_a.py",
      "self.assertAlmostEqual(x, 2, delta=0.1)",
      "self.assertAlmostEqual(x, 2, delta=1)",
      { kind: "looser-limit", limit: "difference" },
    ],
    [
      "a_test.go",
      "assert.InDelta(t, x, 2, 0.01)",
      "assert.InDelta(t, x, 2, 10)",
      { kind: "looser-limit", limit: "difference" },
    ],
    [
      "tests/a.rs",
      "assert!((x - 2.0).abs() < 1e-9);",
      "assert!((x - 2.0).abs() < 1.0);",
      { kind: "looser-limit", limit: "difference" },
    ],
    [
      "src/test/java/ATest.java",
      "assertEquals(2.0, x, 0.001);",
      "assertEquals(2.0, x, 0.5);",
      { kind: "looser-limit", limit: "difference" },
    ],
    [
      "test/a.test.js",
      "jest.setTimeout(1_000);",
      "jest.setTimeout(60_000);",
      { kind: "looser-limit", limit: "time" },
    ],
    [
      "test/a.test.js",
      'it("x", { timeout: 100 });',
      'it("x", { timeout: 5000 });',
      { kind: "looser-limit", limit: "time" },
    ],
    [
      "test/a.test.js",
      "expect(x).toMatchInlineSnapshot(`1`);",
      "expect(x).toMatchInlineSnapshot(`2`);",
      { kind: "edited-snapshot" },
    ],
    ["src/__snapshots__/a.test.js.snap", "1", "2", { kind: "edited-snapshot" }],
    ["testdata/a.golden", "1", "2", { kind: "edited-snapshot" }],
    ["script/test.sh", "jest", "jest || true", { kind: "lenient-script", flag: "|| true" }],
    ["script/test.sh", "vitest run", "vitest run -u", { kind: "lenient-script", flag: "vitest run -u" }],
    [
      "script/test.sh",
      "pytest",
      "pytest --snapshot-update",
      { kind: "lenient-script", flag: "--snapshot-update" },
    ],
    ["src/a.ts", "const a = 1;", "const a = 1; // eslint-disable-line", { kind: "silenced-checker" }],
    ["src/a.py", "x = 1", "x = 1  # type: ignore", { kind: "silenced-checker" }],
    ["src/a.rs", "fn a() {}", "#[allow(dead_code)]", { kind: "silenced-checker" }],
    ["src/a.ts", "a(1, 0.01); // eslint-disable-line", "a(1, 0.5); // eslint-disable-line", null],
  ])("falls on %s where `%s` became `%s`", (path, removed, added, what) => {
    expect(found(edit(path, [removed], [added]))).toEqual(what === null ? [] : [{ ...what, path }]);
  });

  it("falls on what a reader of the diff does not see", () => {
    const odd = aChange({ path: "a.js", added: ["const a\u200b = 1;"], mode: "100755" });
    expect(found(aPatch(odd))).toEqual([
      { kind: "unseen-characters", path: "a.js" },
      { kind: "executable", path: "a.js" },
    ]);
    expect(found(edit("a.js", [], ["const ما\u200cه = 1;\r"]))).toEqual([]);
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

it("falls on what is edited of the tests that stand with the code, and on no line of the code", () => {
  const removed = ["    >>> add(1, 2)", "    3", "    assert a == b"];
  const patch = edit("src/a.py", removed, ["    # doctest: +SKIP", "    3", "    pass"]);
  const weighed = { base: [], head: [], rewritten: [], renamed: [], unsteady: [] };
  const told = (lines: number[]) =>
    weakenings(patch, weighed, { isTest: () => false, isInlineTest: (_path, line) => lines.includes(line) });
  expect([told([]), told([1])]).toEqual([
    [],
    [
      { kind: "disabled-test", path: "src/a.py" },
      { kind: "lost-assertions", path: "src/a.py", lost: 2 },
    ],
  ]);
});
