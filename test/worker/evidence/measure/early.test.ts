// What is broken in the touched packages is known before everything runs; and nothing but that is.
import { describe, expect, it } from "@jest/globals";
import type { Check, CheckResult } from "../../../../src/domain/evidence.ts";
import type { Patch } from "../../../../src/domain/patch.ts";
import { brokenEarly } from "../../../../worker/evidence/measure/early.ts";
import { aChange } from "../../../support/builders.ts";

const PATCH = Buffer.from("the patch");
const narrow: Check = { name: "test", command: "cd a && npm test", kind: "test", timeoutMs: 1000 };
const build: Check = { ...narrow, name: "build", command: "cd a && npm run build", kind: "build" };

function result(check: Check, failed: string[] | null, changes: Partial<CheckResult> = {}): CheckResult {
  const passes = failed?.length === 0;
  const tests = failed?.map((name) => ({ name, status: "failed" as const, message: null })) ?? null;
  return {
    ...{ check, ending: passes ? "passed" : "failed", exitStatus: passes ? 0 : 1, durationMs: 1 },
    ...{ output: "", cutBytes: 0, diagnostics: [], tests: tests === null ? null : [...tests, HOLDS] },
    ...changes,
  };
}
const HOLDS = { name: "holds", status: "passed", message: null } as const;

const change = aChange({ path: "a/a.js" });
const patch: Patch = { diff: PATCH, baseSha: "b", treeSha: "t", changes: [change] };

/** Answers in turn on the base and on the head; tells what was run. */
function looking(runs: {
  base?: CheckResult[];
  head: CheckResult[];
  whole?: CheckResult[];
  checks?: Check[];
}) {
  const ran: string[] = [];
  const left = [...runs.head];
  const on = async (diff: Uint8Array, checks: Check[]) => {
    ran.push(`${diff === PATCH ? "head" : "base"}: ${checks.map((check) => check.command).join(", ")}`);
    if (diff !== PATCH) return runs.base ?? [];
    const next = left.length > 1 ? left.shift() : left[0];
    return next === undefined ? [] : [next];
  };
  const base = runs.whole ?? [result(narrow, [])];
  const project = { narrow: () => runs.checks ?? [narrow] };
  return { ran, found: brokenEarly({ project, patch, base, on }) };
}

describe("the touched packages", () => {
  it("run once where they hold, and everything is left to run", async () => {
    const { ran, found } = looking({ head: [result(narrow, [])] });
    expect(await found).toBeNull();
    expect(ran).toEqual(["head: cd a && npm test"]);
  });

  it("are not told apart where only everything will do", async () => {
    const on = async () => Promise.reject(new Error("nothing is to be run"));
    expect(await brokenEarly({ project: { narrow: () => null }, patch, base: [], on })).toBeNull();
  });

  it("end it where they fail each time on the head and not on the base", async () => {
    const broken = result(narrow, ["adds"]);
    const base = [result(narrow, [])];
    const { ran, found } = looking({ head: [broken], base, checks: [build, narrow] });
    expect(await found).toMatchObject({ base, results: [broken], flaky: [] });
    expect(ran.slice(1)).toEqual([
      "base: cd a && npm run build, cd a && npm test",
      "head: cd a && npm run build, cd a && npm test",
      "head: cd a && npm run build, cd a && npm test",
    ]);
  });

  it.each([
    [
      "fails on the base in the same way",
      { base: [result(narrow, ["adds"])], head: [result(narrow, ["adds"])] },
    ],
    ["failed before any change", { head: [result(narrow, ["adds"])], whole: [result(narrow, ["adds"])] }],
    [
      "fails and passes",
      { head: [result(narrow, ["adds"]), { ...result(narrow, []), tests: [{ ...HOLDS, name: "adds" }] }] },
    ],
    ["fails without saying at what", { base: [result(narrow, [])], head: [result(narrow, null)] }],
  ])("do not end it where what they run %s", async (_why, runs) => {
    expect(await looking(runs).found).toBeNull();
  });

  it("end it where they come to no end", async () => {
    const hanging = result(narrow, null, { ending: "timed-out", exitStatus: null });
    expect((await looking({ base: [result(narrow, [])], head: [hanging] }).found)?.results).toEqual([
      hanging,
    ]);
  });
});
