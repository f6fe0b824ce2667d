// What both passes and fails on one tree is flaky: named, and counted neither way.
import { describe, expect, it } from "@jest/globals";
import { brokenChecks } from "../../../../src/domain/broken-checks.ts";
import type { CheckResult, TestResult } from "../../../../src/domain/evidence.ts";
import { BROKEN_MS, HOLDING_MS, type Repeats, repeated } from "../../../../worker/evidence/measure/flaky.ts";
import { aCheckResult } from "../../../support/builders.ts";

type Statuses = Record<string, TestResult["status"]>;

/** A run of the tests: it fails where one of them does, or where it is said to. */
function aRun(statuses: Statuses | null, part: Partial<CheckResult> = {}): CheckResult {
  const tests =
    statuses && Object.entries(statuses).map(([name, status]) => ({ name, status, message: null }));
  const fails = tests?.some((test) => test.status === "failed") ?? false;
  return aCheckResult({ tests, ending: fails ? "failed" : "passed", exitStatus: fails ? 1 : 0, ...part });
}

const base = [aRun({ a: "passed", b: "passed" })];
const crashed = { ending: "failed", exitStatus: 7 } as const;

/** The first run, and those that would follow; tells how many of them were asked for. */
async function repeating([first, ...others]: CheckResult[], part: Partial<Repeats> = {}) {
  const rest = [...others];
  const again = async () => rest.shift() ?? aRun({ a: "passed", b: "passed" });
  const results = first === undefined ? [] : [first];
  const steady = await repeated({
    base,
    results,
    alsoHolding: false,
    limitMs: 10 * BROKEN_MS,
    again,
    ...part,
  });
  return { ...steady, asked: others.length - rest.length, broken: brokenChecks(base, steady.results) };
}

describe("a broken check", () => {
  it("holds where every test that failed passes when it is run again", async () => {
    const fails = aRun({ a: "failed", b: "passed" });
    const { results, flaky, broken } = await repeating([fails, aRun({ a: "passed", b: "passed" })]);
    expect(flaky).toEqual([{ check: "test", test: "a", runs: 2, failed: 1 }]);
    expect(results).toEqual([
      {
        ...aRun({ b: "passed" }),
        tests: [
          { name: "a", status: "flaky", message: null },
          { name: "b", status: "passed", message: null },
        ],
      },
    ]);
    expect(broken).toEqual([]);
  });

  it("stays broken where it fails every time, and is not run more than twice again", async () => {
    const fails = aRun({ a: "failed", b: "passed" });
    expect(await repeating([fails, fails, fails, fails])).toMatchObject({
      results: [fails],
      flaky: [],
      broken: [fails],
      asked: 2,
    });
  });

  it("stays broken by the test that never passes, beside one that is flaky", async () => {
    const fails = aRun({ a: "failed", b: "failed" });
    const { results, flaky, broken } = await repeating([fails, aRun({ a: "failed", b: "passed" }), fails]);
    expect(flaky).toEqual([{ check: "test", test: "b", runs: 3, failed: 2 }]);
    expect(results[0]?.tests?.map(({ status }) => status)).toEqual(["failed", "flaky"]);
    expect(broken).toHaveLength(1);
  });

  it("holds where two flaky tests never pass at once", async () => {
    const one = aRun({ a: "failed", b: "passed" });
    const other = aRun({ a: "passed", b: "failed" });
    const { flaky, broken } = await repeating([one, other, one]);
    expect(flaky.map(({ test }) => test)).toEqual(["a", "b"]);
    expect(broken).toEqual([]);
  });

  it("stays broken where it ends badly without naming a test, whatever flakes beside it", async () => {
    const silent = aRun({ a: "passed", b: "passed" }, crashed);
    const { broken, results } = await repeating([aRun({ a: "failed", b: "passed" }), silent, silent]);
    expect(results).toEqual([silent]);
    expect(broken).toEqual([silent]);
  });

  it("is flaky as a whole where it only sometimes ends badly and names no test", async () => {
    const { flaky, broken } = await repeating([aRun(null, crashed), aRun(null)]);
    expect(flaky).toEqual([{ check: "test", test: null, runs: 2, failed: 1 }]);
    expect(broken).toEqual([]);
  });

  it("stays broken where a test that failed is only missing the next time", async () => {
    const fails = aRun({ a: "failed", b: "passed" });
    expect((await repeating([fails, aRun({ b: "passed" }), aRun({ b: "passed" })])).broken).toEqual([fails]);
  });

  it("is not run again where nothing of it loads, where it is no test, or where that takes too long", async () => {
    const missing = aRun(null, {
      ...crashed,
      tests: [{ name: "a", status: "failed", message: "ImportError", failure: "missing" }],
    });
    const lint = aRun(null, { ...crashed, check: { ...aCheckResult().check, name: "lint", kind: "lint" } });
    const slow = aRun({ a: "failed", b: "passed" }, { durationMs: BROKEN_MS + 1 });
    for (const result of [missing, lint, slow]) expect((await repeating([result, result])).asked).toBe(0);
    const half = aRun({ a: "failed", b: "passed" }, { durationMs: BROKEN_MS / 2 + 1 });
    expect((await repeating([half, half, half])).asked).toBe(1);
    const fails = aRun({ a: "failed", b: "passed" });
    expect((await repeating([fails, fails], { limitMs: 0 })).asked).toBe(0);
  });
});

describe("a check that holds", () => {
  const holds = aRun({ a: "passed", b: "passed" });

  it("is run twice again where there is time for it, and its flaky tests are named", async () => {
    const lucky = await repeating([holds, aRun({ a: "passed", b: "failed" }), holds], {
      alsoHolding: true,
    });
    expect(lucky).toMatchObject({
      flaky: [{ check: "test", test: "b", runs: 3, failed: 1 }],
      broken: [],
      asked: 2,
      spentMs: 2400,
    });
    expect(lucky.results[0]?.ending).toBe("passed");
  });

  it("is not run again where there is none", async () => {
    expect((await repeating([holds, holds])).asked).toBe(0);
    const slow = { ...holds, durationMs: HOLDING_MS + 1 };
    expect((await repeating([slow, slow], { alsoHolding: true })).asked).toBe(0);
    expect((await repeating([holds, holds], { alsoHolding: true, limitMs: 1000 })).asked).toBe(0);
  });
});

describe("a check of which only some test files are run again", () => {
  const narrower = { ...aCheckResult().check, command: "npm test -- a.test.js" };
  const again = { alsoHolding: true };

  it("keeps the result of the whole where it fails as on the base, and is not called flaky for that", async () => {
    const whole = aRun({ a: "passed", b: "passed" }, { ending: "failed", exitStatus: 127 });
    const some = aRun({ a: "passed" }, { check: narrower });
    const { results, flaky } = await repeating([whole, some, some], { ...again, base: [whole] });
    expect({ results, flaky }).toEqual({ results: [whole], flaky: [] });
  });

  it("keeps the whole, in which a test is marked that fails the next time", async () => {
    const whole = aRun({ a: "passed", b: "passed" });
    const some = aRun({ a: "failed" }, { check: narrower });
    const { results, flaky } = await repeating([whole, some, some], again);
    expect(flaky).toEqual([{ check: "test", test: "a", runs: 3, failed: 2 }]);
    expect(results[0]?.check).toEqual(whole.check);
    expect(results[0]?.tests?.map(({ status }) => status)).toEqual(["flaky", "passed"]);
  });

  it("is flaky as a whole where the whole passes and a part of it does not, for no test that passed", async () => {
    const whole = aRun({ a: "passed", b: "passed" });
    const ways = [aRun(null, { ...crashed, check: narrower }), aRun({ c: "failed" }, { check: narrower })];
    for (const some of ways) {
      const { results, flaky } = await repeating(
        [whole, some, aRun({ a: "passed" }, { check: narrower })],
        again,
      );
      expect({ results, flaky }).toEqual({
        results: [whole],
        flaky: [{ check: "test", test: null, runs: 3, failed: 1 }],
      });
    }
  });
});
