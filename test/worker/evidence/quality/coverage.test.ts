// How many of the changed lines the tests run: asked once more, in a sandbox of its own, and never counted against a change.
import { describe, expect, it } from "@jest/globals";
import type { Check } from "../../../../src/domain/evidence.ts";
import { cover, LONGEST_MS, notCovered, REPORT_BYTES } from "../../../../worker/evidence/quality/coverage.ts";
import { instrument } from "../../../../worker/evidence/quality/instrument.ts";
import { V8_REPORT } from "../../../../worker/evidence/quality/v8-report.ts";
import type { Command, CommandResult } from "../../../../worker/sandboxes/sandbox.ts";
import { aCheckResult } from "../../../support/builders.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const test = (command: string): Check => ({ name: "test", command, kind: "test", timeoutMs: 60_000 });
const project = (toolchain: string, ...checks: Check[]) => ({
  toolchain,
  checks,
  read: () => ({ diagnostics: [], tests: null }),
});
const line = (number: number, file = "src/a.js") => ({ file, line: number, text: "x" });
const signal = new AbortController().signal;

/** The report as the sandbox prints it after the tests. */
async function covered(
  report: Partial<CommandResult>,
  { part = {}, tests = {} }: { part?: object; tests?: Partial<CommandResult> } = {},
) {
  const asked: Command[] = [];
  const sandbox = memorySandbox({
    run: (command) => {
      asked.push(command);
      return asked.length === 1 ? tests : report;
    },
  });
  const result = await cover({
    project: project("node", test("npm test")),
    lines: [1, 2, 3, 5, 8].map((number) => line(number)).concat(line(1, "src/unused.js")),
    head: [aCheckResult()],
    leftMs: 60_000,
    open: async () => sandbox,
    signal,
    ...part,
  });
  return { result, asked };
}

const REPORT = "SF:src/a.js\nDA:1,1\nDA:2,0\nDA:3,0\nDA:4,0\nDA:5,0\n";

describe("coverage", () => {
  it("counts the changed lines that can run, and names those that did not", async () => {
    const { result, asked } = await covered({ output: REPORT });
    expect(result).toEqual({
      kind: "measured",
      spentMs: 1,
      coverage: {
        by: "Node's own coverage",
        lines: 4,
        ran: 1,
        missed: [
          { file: "src/a.js", from: 2, to: 3 },
          { file: "src/a.js", from: 5, to: 5 },
        ],
        unloaded: ["src/unused.js"],
      },
      ran: new Set(["src/a.js:1"]),
    });
    expect(asked.map(({ outputBytes }) => outputBytes)[1]).toBe(REPORT_BYTES);
    expect(notCovered(result)).toEqual([
      "No test runs these changed lines: `src/a.js:2-3`, `src/a.js:5`.",
      "No test loads these changed files: `src/unused.js`.",
    ]);
  });

  it.each([
    ["the tool reported no changed file", { output: "SF:src/other.js\nDA:1,1\n" }, {}],
    ["the tool reported no changed file", { output: "cat: no such file", exitStatus: 1 }, {}],
    ["the tool's report was too long to be read", { output: REPORT, cutBytes: 1 }, {}],
    ["no line of code was added", {}, { part: { lines: [] } }],
    [
      "no coverage tool is known for how these tests are run",
      {},
      { part: { project: project("java", test("mvn test")) } },
    ],
    [
      "the checks take too long to be run once more for it",
      {},
      { part: { head: [aCheckResult({ durationMs: LONGEST_MS + 1 })], leftMs: 2 * LONGEST_MS } },
    ],
    ["the checks take too long to be run once more for it", {}, { part: { leftMs: 1000 } }],
    [
      "the checks did not end in the same way while it was measured",
      { output: REPORT },
      { tests: { exitStatus: 1 } },
    ],
  ])("says that %s", async (because, report, rest) => {
    const { result } = await covered(report, rest);
    expect(result).toMatchObject({ kind: "unmeasured", because });
    expect(notCovered(result)).toEqual([
      `How many of the changed lines the tests run was not measured: ${because}.`,
    ]);
  });
});

describe("tests are watched", () => {
  const watched = (toolchain: string, ...checks: Check[]) => {
    const tool = instrument(project(toolchain, ...checks));
    return tool === null ? null : [tool.name, ...tool.checks.map((check) => check.command)];
  };

  it("by what their runner brings, outside of the repository", () => {
    expect(watched("node", test("CI=true npm test -- --verbose"))).toEqual([
      "jest --coverage",
      "CI=true npm test -- --verbose --coverage --coverageReporters=lcovonly --coverageDirectory=/tmp/coverage --coverageThreshold='{}'",
    ]);
    expect(watched("node", test("CI=true npm test -- --reporter=verbose"))?.[0]).toBe("vitest --coverage");
    expect(watched("node", test("CI=true NODE_OPTIONS=--test-reporter=tap npm test"))).toEqual([
      "Node's own coverage",
      "export NODE_V8_COVERAGE=/tmp/coverage; CI=true NODE_OPTIONS=--test-reporter=tap npm test",
    ]);
    expect(watched("go", test("go test -json ./..."))).toEqual([
      "go test -coverprofile",
      "mkdir -p /tmp/coverage; go test -coverprofile=/tmp/coverage/profile -json ./...",
    ]);
    expect(watched("rust", test("cargo test --workspace --offline"))?.[1]).toMatch(
      /^if command -v llvm-profdata llvm-cov >\/dev\/null; then export RUSTFLAGS='-C instrument-coverage' .*; fi; cargo test --workspace --offline$/,
    );
    expect(watched("python", test("python3 -m uv run --offline python3 -m pytest -v"))?.[1]).toContain(
      "then python3 -m uv run --offline python3 -m coverage run --data-file=/tmp/coverage/data -m pytest -v; else python3 -m uv run --offline python3 -m pytest -v; fi",
    );
  });

  it("with what they stand on, and without linters", () => {
    const build: Check = { ...test("make"), name: "build", kind: "build" };
    const lint: Check = { ...test("make lint"), name: "lint", kind: "lint" };
    expect(watched("c", build, lint, test("make test"))).toEqual([
      "gcc --coverage",
      "make CC='gcc --coverage' CXX='g++ --coverage'",
      "make CC='gcc --coverage' CXX='g++ --coverage' test",
    ]);
  });

  it("by flags in the environment where a build system reads them there", () => {
    const flags = "export CFLAGS=--coverage CXXFLAGS=--coverage LDFLAGS=--coverage; ";
    const cmake: Check = { ...test("cmake -B /tmp/build"), name: "build", kind: "build" };
    expect(watched("c", cmake, test("cmake -B /tmp/build && ctest"))).toEqual([
      "gcc --coverage",
      `${flags}cmake -B /tmp/build`,
      `${flags}cmake -B /tmp/build && ctest`,
    ]);
    const configure: Check = { ...test("./configure && make"), name: "build", kind: "build" };
    expect(watched("c", configure, test("make check"))?.slice(1)).toEqual([
      `${flags}./configure && make`,
      "make CC='gcc --coverage' CXX='g++ --coverage' check",
    ]);
  });

  it("and their report is asked for by names that no shell reads as anything else", () => {
    const asked = instrument(project("node", test("npm test")))?.collect(["it's $(here).js"]) ?? "";
    expect(asked.endsWith(` /tmp/coverage 'it'\\''s $(here).js'`)).toBe(true);
    expect(V8_REPORT).not.toContain("'");
  });

  it("not at all where nobody knows how, or there are none", () => {
    expect(watched("go", test("make test && go vet"))).toBeNull();
    expect(watched("custom", test("./test.sh"))).toBeNull();
    expect(watched("node")).toBeNull();
  });
});
