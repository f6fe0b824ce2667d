// What follows from measurements and findings: decided here, never by a model.
import { describe, expect, it } from "@jest/globals";
import { verdict } from "../../../src/domain/finding.ts";
import { afterChecks, afterReview, failureKey, type History } from "../../../worker/run/decide.ts";
import { aCheckResult, someEvidence } from "../../support/builders.ts";

const bounds = { maxAttempts: 3, maxReviews: 1, maxEscalations: 1 };
const history = (part: Partial<History> = {}): History => ({
  attempts: 1,
  reviews: 0,
  escalations: 0,
  toldTestsProveNothing: false,
  lastFailures: null,
  ...part,
});
const failing = (name: string) =>
  aCheckResult({ ending: "failed", exitStatus: 1, tests: [{ name, status: "failed", message: "no" }] });
const red = someEvidence({ head: [failing("adds")] });
const blocked = verdict([{ file: "a.js", line: 1, severity: "blocking", criterion: null, text: "wrong" }]);

describe("after the checks", () => {
  it("goes on to review when they hold", () => {
    expect(afterChecks(someEvidence(), history(), bounds, null)).toEqual({ kind: "review" });
  });

  it("does not count a test against the change that already failed on the base", () => {
    const evidence = someEvidence({ base: [failing("old")], head: [failing("old")] });
    expect(afterChecks(evidence, history(), bounds, null).kind).toBe("review");
  });

  it("counts a new failure even where the check already failed on the base", () => {
    const evidence = someEvidence({ base: [failing("old")], head: [failing("new")] });
    expect(afterChecks(evidence, history(), bounds, null).kind).toBe("again");
  });

  it("sends the first failure back, and the same failure again up to the architect", () => {
    expect(afterChecks(red, history(), bounds, null).kind).toBe("again");
    const same = history({ lastFailures: failureKey(red.head) });
    expect(afterChecks(red, same, bounds, null).kind).toBe("escalate");
    expect(afterChecks(red, { ...same, escalations: 1 }, bounds, null).kind).toBe("give-up");
  });

  it("gives up at the last attempt, and inside the budget", () => {
    expect(afterChecks(red, history({ attempts: 3 }), bounds, null).kind).toBe("give-up");
    expect(afterChecks(red, history(), bounds, "usd")).toMatchObject({
      because: expect.stringContaining("budget of money"),
    });
  });

  it("sends tests back once that pass without the change", () => {
    const evidence = someEvidence({
      redGreen: [{ check: "test", files: ["a.test.js"], base: "passed", head: "passed", turnedGreen: [] }],
    });
    expect(afterChecks(evidence, history(), bounds, null)).toEqual({
      kind: "again",
      because: "tests-prove-nothing",
    });
    expect(afterChecks(evidence, history({ toldTestsProveNothing: true }), bounds, null).kind).toBe("review");
  });
});

describe("after the review", () => {
  it("publishes with nothing blocking, whatever the model calls it", () => {
    const minor = verdict([{ file: "a.js", line: null, severity: "minor", criterion: null, text: "name" }]);
    expect(afterReview(minor, history(), bounds, "usd").kind).toBe("publish");
  });

  it("sends blocking findings back, a bounded number of times", () => {
    expect(afterReview(blocked, history(), bounds, null).kind).toBe("again");
    expect(afterReview(blocked, history({ reviews: 1 }), bounds, null).kind).toBe("give-up");
    expect(afterReview(blocked, history(), bounds, "tokens").kind).toBe("give-up");
  });
});
