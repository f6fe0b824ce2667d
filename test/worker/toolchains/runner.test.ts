// A report is held to itself and to the exit status of its command.
import { describe, expect, it } from "@jest/globals";
import type { TestResult } from "../../../src/domain/evidence.ts";
import { againstExit, counted, type Report, unread } from "../../../worker/toolchains/runner.ts";

const green: TestResult = { name: "adds", status: "passed", message: null };
const red: TestResult = { name: "rounds up", status: "failed", message: "1 !== 2", failure: "assertion" };
const report = (...tests: TestResult[]): Report => ({ tests, diagnostics: [], fault: null });

describe("a report", () => {
  it.each([
    ["green tests and 0", report(green), 0, null],
    ["a red test and 1", report(green, red), 1, null],
    ["a red test and 0", report(red), 0, { kind: "contradicts-exit", exitStatus: 0 }],
    ["green tests and 101", report(green), 101, { kind: "contradicts-exit", exitStatus: 101 }],
    ["green tests and no exit status", report(green), null, { kind: "contradicts-exit", exitStatus: null }],
    ["a fault of its own", unread({ kind: "missing" }), 1, { kind: "missing" }],
  ])("with %s is held to the exit status", (_what, read, exitStatus, fault) => {
    expect(againstExit(read, exitStatus).fault).toEqual(fault);
  });

  it("numbers a name that stands there twice, and says so", () => {
    expect(counted(report(green, red, green))).toEqual({
      tests: [green, red, { ...green, name: "adds (2)" }],
      diagnostics: [],
      fault: { kind: "doubled", tests: ["adds"] },
    });
  });
});
