// What makes a reader look twice: tests that went away, were switched off, or lost their assertions.
import { describe, expect, it } from "@jest/globals";
import type { CheckResult, TestResult } from "../../../src/domain/evidence.ts";
import type { Change, Patch } from "../../../src/domain/patch.ts";
import { OUTPUT_BYTES } from "../../../worker/diagnostics/index.ts";
import { suspicions } from "../../../worker/evidence/tampering.ts";

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
function aPatch(path: string, removed: string[], added: string[]): Patch {
  const lines = [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
  const change: Change = {
    kind: "modified",
    path,
    mode: "100644",
    previousMode: "100644",
    addedLines: added.length,
    removedLines: removed.length,
    bytes: 1,
    added,
  };
  const text = [
    `diff --git a/${path} b/${path}`,
    `--- a/${path}`,
    `+++ b/${path}`,
    "@@ -1 +1 @@",
    ...lines,
    "",
  ].join("\n");
  return { text, baseSha: "b", treeSha: "t", changes: [change] };
}

const NO_PATCH: Patch = { text: "", baseSha: "b", treeSha: "t", changes: [] };

describe("a suspicion", () => {
  it("falls on tests that passed before and are gone or skipped now", () => {
    const base = [aResult({ kept: "passed", gone: "passed", later: "passed", broken: "failed" })];
    const head = [aResult({ kept: "passed", later: "skipped", fresh: "passed" })];
    expect(suspicions(NO_PATCH, base, head)).toEqual([
      "`gone`: passed on the base and did not run on the head.",
      "`later`: passed on the base and is skipped on the head.",
    ]);
  });

  it("names ten tests and counts the rest", () => {
    const names = Array.from({ length: 12 }, (_, i) => `t${i}`);
    const base = [aResult(Object.fromEntries(names.map((name) => [name, "passed"])))];
    expect(suspicions(NO_PATCH, base, [aResult({ other: "passed" })])).toEqual([
      `${names
        .slice(0, 10)
        .map((name) => `\`${name}\``)
        .join(", ")} and 2 more: passed on the base and did not run on the head.`,
    ]);
  });

  it("does not fall on a test whose name was cut from a long output", () => {
    expect(suspicions(NO_PATCH, [aResult({ gone: "passed" })], [aResult({}, OUTPUT_BYTES + 1)])).toEqual([]);
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
  ])("falls on %s with the new line %s", (path, line) => {
    expect(suspicions(aPatch(path, [], [line]), [], [])).toEqual([
      `\`${path}\` gained a test that is skipped, or that alone is run.`,
    ]);
  });

  it("falls on assertions a test file lost, not on those that moved", () => {
    const path = "test/a b.test.js";
    const removed = ["assert.equal(1, 1);", "  expect(x).toBe(2);", "const y = 1;"];
    expect(suspicions(aPatch(path, removed, ["expect(x).toBeTruthy();"]), [], [])).toEqual([
      "`test/a b.test.js` has 1 assertion(s) fewer than before.",
    ]);
    expect(suspicions(aPatch(path, removed, removed), [], [])).toEqual([]);
    expect(suspicions(aPatch("src/a.js", removed, []), [], [])).toEqual([]);
  });

  it("falls on what decides how tests are run", () => {
    expect(suspicions(aPatch("jest.config.mjs", [], ["x"]), [], [])).toEqual([
      "`jest.config.mjs` decides how tests are run, and changed.",
    ]);
    expect(suspicions(aPatch("package.json", [], ['    "test": "true"']), [], [])).toEqual([
      "`package.json` decides how tests are run, and changed.",
    ]);
    expect(suspicions(aPatch("package.json", [], ['    "version": "2.0.0"']), [], [])).toEqual([]);
  });
});
