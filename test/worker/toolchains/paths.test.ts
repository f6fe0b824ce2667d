// Which files of a patch hold tests: what red on the base and green on the head is measured with.
import { describe, expect, it } from "@jest/globals";
import { isTestPath } from "../../../worker/toolchains/paths.ts";

describe("a test file", () => {
  it.each([
    "test/a.js",
    "src/__tests__/a.tsx",
    "src/a.test.ts",
    "a_test.go",
    "tests.c",
    "test_sum.py",
    "pkg/tests/test_a.py",
    "src/test/java/SumTest.java",
    "lib/SumTests.java",
    "spec/models/user_spec.rb",
  ])("is %s", (path) => {
    expect(isTestPath(path)).toBe(true);
  });

  it.each([
    "src/contest.js",
    "src/latest.ts",
    "attestation/index.js",
    "src/inspect.py",
    "Testament.java",
    "src/protest.c",
  ])("is not %s", (path) => {
    expect(isTestPath(path)).toBe(false);
  });
});
