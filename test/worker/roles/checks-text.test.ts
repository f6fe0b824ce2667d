// How a repository is checked, as a model is told it.
import { describe, expect, it } from "@jest/globals";
import type { Check, CheckResult, TestResult } from "../../../src/domain/evidence.ts";
import { checksText } from "../../../worker/roles/checks-text.ts";
import { runnerOf } from "../../../worker/toolchains/node/runner.ts";

const check = (name: string, kind: Check["kind"], command: string): Check => ({
  ...{ name, kind, command },
  timeoutMs: 60_000,
});
const test = check("test", "test", "CI=true npm test");
const lint = check("lint", "lint", "npm run lint");

const aTest = (name: string, status: TestResult["status"]): TestResult => ({
  ...{ name, status, message: null },
  file: name.split(" > ")[0] ?? "",
});
const result = (of: Check, change: Partial<CheckResult>): CheckResult => ({
  ...{ check: of, ending: "passed", exitStatus: 0, durationMs: 1_234 },
  ...{ output: "", cutBytes: 0, diagnostics: [], tests: null },
  ...change,
});

const project = (script: string) => ({
  checks: [test, lint],
  runnerOf: ({ command, kind }: Pick<Check, "command" | "kind">) =>
    kind === "test" ? runnerOf(command, { test: script }) : null,
});
const paths = [".github/workflows/test.yaml", "package.json", "src/a.js", "test/a.test.js", "test/b.test.js"];

describe("the checks, as a model reads them,", () => {
  it("are told with what they came to on the base, how one file is run, and what is red already", () => {
    const tests = [aTest("test/a.test.js > adds", "passed"), aTest("test/b.test.js > waits", "failed")];
    const results = [
      result(test, { ending: "failed", durationMs: 75_000, tests }),
      result(lint, { durationMs: 300 }),
    ];
    expect(
      checksText({ project: project("node --test"), results, paths, near: ["src/a.js", "test/c.test.js"] }),
    ).toMatchInlineSnapshot(`
"## The checks of this repository, with what was measured before any change
- test: \`CI=true npm test\`: failed after 1 min 15 s, 2 tests
- lint: \`npm run lint\`: passed after 300 ms
- one file of test: \`CI=true npm test -- test/a.test.js\`; one test of it: the same with \`--test-name-pattern 'its title'\` before the file
Tests have names such as \`test/a.test.js > adds\`; name them so.
Already red before any change, not yours to mend:
- test/b.test.js > waits"
`);
  });

  it("say why one failed that names no test, and show a name of several words", () => {
    const error = {
      ...{ column: null, code: null, severity: "error" as const },
      file: "test/a.test.js",
      line: 6,
    };
    const diagnostics = [{ ...error, message: "Cannot use import statement outside a module" }];
    const tests = [aTest("no", "passed"), aTest("parses no words", "passed")];
    const results = [result(test, { ending: "failed", diagnostics }), result(lint, { tests })];
    expect(checksText({ project: project("make"), results, paths, near: [] })).toMatchInlineSnapshot(`
"## The checks of this repository, with what was measured before any change
- test: \`CI=true npm test\`: failed after 1.2 s; it names no test, and it says: Cannot use import statement outside a module (test/a.test.js:6)
- lint: \`npm run lint\`: passed after 1.2 s, 2 tests
Tests have names such as \`parses no words\`; name them so."
`);
  });

  it("say how one ended of which no test failed, and nothing else is known", () => {
    const tests = [aTest("parses words", "passed")];
    const output = "> lint\n> eslint .\n\nsh: 1: eslint: not found\n";
    const told = checksText({
      project: project("make"),
      results: [result(test, { ending: "failed", tests, output })],
      paths,
      near: [],
    });
    expect(told.split("\n")[1]).toBe(
      "- test: `CI=true npm test`: failed after 1.2 s, 1 test; none of its tests failed, and it ends with: sh: 1: eslint: not found",
    );
  });

  it("are told without an end where nobody ran them, and without an option where a runner has none", () => {
    expect(checksText({ project: project("jest"), results: [], paths, near: [] })).toMatchInlineSnapshot(`
"## The checks of this repository
- test: \`CI=true npm test\`
- lint: \`npm run lint\`
- one file of test: \`CI=true npm test -- --runTestsByPath test/a.test.js\`; one test of it: the same with \`-t 'its title'\` at the end"
`);
    expect(
      checksText({ project: project("tape test/*.js"), results: [], paths, near: [] }),
    ).toMatchInlineSnapshot(`
"## The checks of this repository
- test: \`CI=true npm test\`
- lint: \`npm run lint\`
- one file of test: \`export PATH="$PWD/node_modules/.bin:$PATH"; CI=true tape test/a.test.js\`"
`);
    expect(
      checksText({ project: project("./run-tests"), results: [], paths, near: [] }),
    ).toMatchInlineSnapshot(`
"## The checks of this repository
- test: \`CI=true npm test\`
- lint: \`npm run lint\`"
`);
  });

  it("are not told where there are none", () => {
    expect(checksText({ project: { ...project("jest"), checks: [] }, results: [], paths, near: [] })).toBe(
      "",
    );
  });
});
