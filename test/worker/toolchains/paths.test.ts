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
    "spec/fixtures/a.yml",
    "src/spec/a.js",
    "src/spec/tests.rs",
    "src/testing/test_a.py",
    "testing/python/approx.py",
    "test/e2e/server.go",
    "t/basic.t",
    "t/lib/Helper.pm",
    "lib/deep/sum.t",
    "ext/tests/sum.phpt",
    "sum.bats",
    "src/sum.test-d.ts",
    "cypress/e2e/sum.cy.ts",
    "src/__mocks__/disk.js",
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
    "fsspec/spec.py",
    "pkg/testing/arrays.py",
    "internal/spec/parse.go",
    "test.go",
    "src/spec.rs",
    "src/testing/mod.rs",
    "src/main/java/com/example/test/Util.java",
    "src/commonMain/kotlin/spec/A.kt",
    ".github/workflows/test.yml",
    "docs/testing/how.md",
    "docs/spec.md",
    "openapi/specs/api.yaml",
    "api.spec.json",
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
