// Which files of a patch hold tests, and which of them stand in the place of a test runner's own.
import { describe, expect, it } from "@jest/globals";
import { isInRunnersPlace, isTestPath } from "../../../worker/toolchains/paths.ts";

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

describe("a file in the place of a runner's own", () => {
  it.each([
    "pytest.py",
    "unittest/__init__.py",
    "tests/_pytest/__init__.py",
    "sitecustomize.py",
    "lib/minitest/late_plugin.rb",
    "src/test/java/org/junit/Assert.java",
    "src/main/java/java/util/List.java",
    "src/assert.h",
    ".cargo/config.toml",
    "vendor/autoload.php",
  ])("is %s", (path) => {
    expect(isInRunnersPlace(path)).toBe(true);
  });

  it.each([
    "src/main/java/com/example/Range.java",
    "app/pytest_helpers.py",
    "app/json.py",
    "src/string_view.h",
    "lib/sums.rb",
    "src/Assert.php",
  ])("is not %s", (path) => {
    expect(isInRunnersPlace(path)).toBe(false);
  });
});
