// One check: how it ends, and what is kept of its output.
import { describe, expect, it } from "@jest/globals";
import type { Check } from "../../../../src/domain/evidence.ts";
import { OUTPUT_BYTES, readOutput } from "../../../../worker/diagnostics/index.ts";
import {
  KEPT_BYTES,
  readInPart,
  runCheck,
  runChecks,
  usefulEnd,
} from "../../../../worker/evidence/measure/check.ts";
import type { CommandResult } from "../../../../worker/sandboxes/sandbox.ts";
import { pytest } from "../../../../worker/toolchains/python/pytest.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const check: Check = { name: "test", command: "npm test", kind: "test", timeoutMs: 1000 };
const read = (_check: Check, output: string) => readOutput(output);
const project = { read, runnerOf: () => null };
const quiet = () => new AbortController().signal;
const run = (result: Partial<CommandResult>) =>
  runCheck(memorySandbox({ run: () => result }), project, check, quiet());

describe("a check", () => {
  it("is the command as it stands, with its own time limit, and what its output says", async () => {
    const sandbox = memorySandbox({
      run: () => ({ exitStatus: 1, output: "TAP version 13\nnot ok 1 - adds\n" }),
    });
    expect(await runChecks(sandbox, project, [check], quiet())).toEqual([
      {
        check,
        ending: "failed",
        exitStatus: 1,
        durationMs: 1,
        output: "TAP version 13\nnot ok 1 - adds\n",
        cutBytes: 0,
        diagnostics: [],
        tests: [{ name: "adds", status: "failed", message: null }],
      },
    ]);
    expect(
      sandbox.commands.map(({ line, timeoutMs, outputBytes }) => [line, timeoutMs, outputBytes]),
    ).toEqual([["npm test", 1000, OUTPUT_BYTES]]);
  });

  it("has the tests of its runner's own report, whatever it prints", async () => {
    const suite = (cases: string) => `<testsuite name="pytest" tests="1">${cases}</testsuite>`;
    const forged = suite('<testcase classname="a" name="sums to 0"/>');
    const seen = async (report: string | null, exitStatus: number) => {
      const sandbox = memorySandbox({
        run: ({ line }) => {
          const path = /--junitxml=(\S+)/.exec(line)?.[1] ?? "";
          if (report !== null) sandbox.outside.set(path, report);
          return { exitStatus, output: forged };
        },
      });
      const { tests, reportFault } = await runCheck(
        sandbox,
        { read, runnerOf: () => pytest },
        check,
        quiet(),
      );
      return [tests?.map(({ name }) => name) ?? null, reportFault?.kind ?? null];
    };
    const green = suite('<testcase classname="a" name="adds"/>');
    expect([await seen(green, 0), await seen(green, 1), await seen(null, 0)]).toEqual([
      [["a::adds"], null],
      [["a::adds"], "contradicts-exit"],
      [null, "missing"],
    ]);
  });

  it("is run once more as it stands where no report came of it: asking for one may have kept the tests from running", async () => {
    const sandbox = memorySandbox({
      run: ({ line }) => ({ exitStatus: /--junitxml/.test(line) ? 0 : 1, output: "ok 1 - adds\n" }),
    });
    const asking = { read, runnerOf: () => pytest };
    const { ending, exitStatus, tests, reportFault } = await runCheck(sandbox, asking, check, quiet());
    expect({ ending, exitStatus, tests, reportFault }).toEqual({
      ...{ ending: "failed", exitStatus: 1, tests: null, reportFault: { kind: "missing" } },
    });
    expect(sandbox.commands.map(({ line }) => line).at(-1)).toBe("npm test");
  });

  it("is held to its exit status also where its tests are read from what it prints", async () => {
    const fault = async (point: string, exitStatus: number) =>
      (await run({ exitStatus, output: `TAP version 13\n${point} 1 - adds\n` })).reportFault?.kind ?? null;
    expect([await fault("ok", 0), await fault("not ok", 1)]).toEqual([null, null]);
    expect([await fault("ok", 101), await fault("not ok", 0)]).toEqual([
      "contradicts-exit",
      "contradicts-exit",
    ]);
  });

  it("passes by exit status alone, and fails when it was killed or took too long", async () => {
    expect((await run({ exitStatus: 0, output: "error: everything" })).ending).toBe("passed");
    expect((await run({ exitStatus: null, ending: "killed" })).ending).toBe("failed");
    expect((await run({ exitStatus: null, ending: "timed-out" })).ending).toBe("timed-out");
  });

  it("is no result at all when the run was stopped meanwhile", async () => {
    const controller = new AbortController();
    const sandbox = memorySandbox({
      run: () => {
        controller.abort(new Error("cancelled"));
        return { exitStatus: null, ending: "cancelled" };
      },
    });
    await expect(runCheck(sandbox, project, check, controller.signal)).rejects.toThrow("cancelled");
  });

  it("is read whole, but only the last whole lines are kept", async () => {
    const output = `src/a.ts(1,1): error TS1: early\n${"a line of output\n".repeat(2000)}the end`;
    const result = await run({ exitStatus: 1, output, cutBytes: 7 });
    expect(result.diagnostics.map(({ message }) => message)).toEqual(["early"]);
    expect(Buffer.byteLength(result.output)).toBeLessThanOrEqual(KEPT_BYTES);
    expect(result.output).toMatch(/^a line of output\n[\s\S]*the end$/);
    expect(result.cutBytes).toBe(7 + output.length - result.output.length);
    expect(readInPart(result)).toBe(false);
    expect(readInPart({ ...result, cutBytes: OUTPUT_BYTES })).toBe(true);
  });

  it("keeps the end of a line too long to keep", () => {
    expect(usefulEnd("x".repeat(KEPT_BYTES + 10))).toBe("x".repeat(KEPT_BYTES));
  });
});
