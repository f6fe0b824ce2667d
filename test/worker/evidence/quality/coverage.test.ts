// How many of the changed lines the tests run: asked once more, in a sandbox of its own, and never counted against a change.
import { describe, expect, it } from "@jest/globals";
import type { Check } from "../../../../src/domain/evidence.ts";
import { startMemory } from "../../../../worker/evidence/measure/memory.ts";
import { cover, LONGEST_MS, REPORT_BYTES } from "../../../../worker/evidence/quality/coverage.ts";
import type { Command, CommandResult } from "../../../../worker/sandboxes/sandbox.ts";
import type { CoverageTool } from "../../../../worker/toolchains/coverage.ts";
import { coverageBy } from "../../../../worker/toolchains/node/coverage.ts";
import { aCheckResult } from "../../../support/builders.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const test = (command: string): Check => ({ name: "test", command, kind: "test", timeoutMs: 60_000 });
const project = (coverage: CoverageTool | null, ...checks: Check[]) => ({
  coverage,
  checks,
  read: () => ({ diagnostics: [], tests: null }),
  runnerOf: () => null,
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
  const covering = {
    project: project(coverageBy("other"), test("npm test")),
    lines: [1, 2, 3, 5, 8].map((number) => line(number)).concat(line(1, "src/unused.js")),
    head: [aCheckResult()],
    leftMs: 60_000,
    diff: new Uint8Array(0),
    memory: startMemory(),
    open: async () => sandbox,
    signal,
    ...part,
  };
  const result = await cover(covering);
  return { result, asked, again: () => cover(covering) };
}

const REPORT = "SF:src/a.js\nDA:1,1\nDA:2,0\nDA:3,0\nDA:4,0\nDA:5,0\n";

describe("coverage", () => {
  it("is asked of the tests and what they stand on, and never of linters", async () => {
    const build: Check = { ...test("npm run build"), name: "build", kind: "build" };
    const lint: Check = { ...test("npm run lint"), name: "lint", kind: "lint" };
    const checks = [build, lint, test("npm test")];
    const { asked } = await covered(
      { output: REPORT },
      { part: { project: project(coverageBy("jest"), ...checks) } },
    );
    expect(asked.map(({ line }) => line.slice(0, 19))).toEqual(["npm run build", "npm test --coverage"]);
  });

  it("is not measured again on the same tree", async () => {
    const { result, asked, again } = await covered({ output: REPORT });
    const before = asked.length;
    expect([await again(), asked.length]).toEqual([result, before]);
  });

  it("counts the changed lines that can run, and names those that did not", async () => {
    const { result, asked } = await covered({ output: REPORT });
    expect(result).toEqual({
      spentMs: 1,
      coverage: {
        kind: "measured",
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
  });

  it.each([
    ["nothing-reported", { output: "SF:src/other.js\nDA:1,1\n" }, {}],
    ["nothing-reported", { output: "cat: no such file", exitStatus: 1 }, {}],
    ["report-too-long", { output: REPORT, cutBytes: 1 }, {}],
    ["no-code-added", {}, { part: { lines: [] } }],
    ["no-tool", {}, { part: { project: project(null, test("mvn test")) } }],
    [
      "too-slow",
      {},
      { part: { head: [aCheckResult({ durationMs: LONGEST_MS + 1 })], leftMs: 2 * LONGEST_MS } },
    ],
    ["too-slow", {}, { part: { leftMs: 1000 } }],
    ["ended-otherwise", { output: REPORT }, { tests: { exitStatus: 1 } }],
  ])("is unmeasured: %s", async (why, report, rest) => {
    const { result } = await covered(report, rest);
    expect(result).toMatchObject({ coverage: { kind: "unmeasured", why }, ran: null });
  });
});
