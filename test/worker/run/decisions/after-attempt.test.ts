// What follows from measurements and findings: decided here, never by a model.
import { describe, expect, it } from "@jest/globals";
import { verdict } from "../../../../src/domain/finding.ts";
import type { Weakening } from "../../../../src/domain/remark.ts";
import {
  type Attempt,
  afterChecks,
  afterNoChange,
  afterReview,
  failureKey,
  failuresAfter,
  type History,
} from "../../../../worker/run/decisions/after-attempt.ts";
import { aCheckResult, aProof, someEvidence } from "../../../support/builders.ts";

const bounds = { maxAttempts: 3, maxReviews: 1, maxEscalations: 1, maxSameFailures: 2 };
const attempt = (part: Partial<Attempt> = {}): Attempt => ({
  exhausted: null,
  wall: null,
  handedIn: true,
  ...part,
});
const idle = { kind: "no-progress", steps: 12 } as const;
const half = { kind: "budget-share", cap: "usd", percent: 61 } as const;
const history = (part: Partial<History> = {}): History => ({
  attempts: 1,
  reviews: 0,
  escalations: 0,
  told: { provesNothing: false, weakened: false },
  lastFailures: null,
  ...part,
});
const told = (part: Partial<History["told"]>) => history({ told: { ...history().told, ...part } });
const again = (part: { provesNothing?: boolean; weakened?: Weakening[] }) => ({
  ...{ kind: "again", because: "tests", provesNothing: false, weakened: [] },
  ...part,
});
const held = aProof({ without: "green" });
const failing = (name: string) =>
  aCheckResult({ ending: "failed", exitStatus: 1, tests: [{ name, status: "failed", message: "no" }] });
const red = someEvidence({ head: [failing("adds")] });
const blocked = verdict([
  { file: "a.js", line: 1, severity: "blocking", criterion: null, text: "wrong", shownBy: null },
]);

describe("after the checks", () => {
  it("goes on to review when they hold", () => {
    expect(afterChecks(someEvidence(), history(), bounds, attempt())).toEqual({ kind: "review" });
  });

  it("does not count a test against the change that already failed on the base", () => {
    const evidence = someEvidence({ base: [failing("old")], head: [failing("old")] });
    expect(afterChecks(evidence, history(), bounds, attempt()).kind).toBe("review");
  });

  it("counts a new failure even where the check already failed on the base", () => {
    const evidence = someEvidence({ base: [failing("old")], head: [failing("new")] });
    expect(afterChecks(evidence, history(), bounds, attempt()).kind).toBe("again");
  });

  it("sends the first failure back, and the same failure again up to the architect", () => {
    expect(afterChecks(red, history(), bounds, attempt()).kind).toBe("again");
    const same = history({ lastFailures: { key: failureKey(red.head), times: 1 } });
    expect(afterChecks(red, same, bounds, attempt()).kind).toBe("escalate");
    expect(afterChecks(red, { ...same, escalations: 1 }, bounds, attempt()).kind).toBe("give-up");
  });

  it("gives up at the last attempt, and inside the budget", () => {
    expect(afterChecks(red, history({ attempts: 3 }), bounds, attempt()).kind).toBe("give-up");
    expect(afterChecks(red, history(), bounds, attempt({ exhausted: "usd" }))).toMatchObject({
      reason: { kind: "checks-fail", checks: ["test"], bound: { kind: "budget", cap: "usd" } },
    });
  });

  it("sends tests back once that pass without the change", () => {
    const evidence = someEvidence({
      redGreen: [
        { check: "test", files: ["a.test.js"], base: "passed", head: "passed", turnedGreen: [], reds: [] },
      ],
    });
    expect(afterChecks(evidence, history(), bounds, attempt())).toEqual(again({ provesNothing: true }));
    expect(afterChecks(evidence, told({ provesNothing: true }), bounds, attempt()).kind).toBe("review");
  });

  it("sends back once what asks for less than before, together with what proves nothing", () => {
    const evidence = someEvidence({ weakened: [{ kind: "tests-skipped", check: "test", tests: ["adds"] }] });
    const less = { weakened: evidence.weakened };
    expect(afterChecks(evidence, history(), bounds, attempt())).toEqual(again(less));
    const both = { ...evidence, proofs: [held] };
    expect(afterChecks(both, history(), bounds, attempt())).toEqual(again({ ...less, provesNothing: true }));
    expect(afterChecks(both, told({ provesNothing: true }), bounds, attempt())).toEqual(again(less));
    expect(afterChecks(evidence, told({ weakened: true }), bounds, attempt()).kind).toBe("review");
    const last = history({ attempts: bounds.maxAttempts });
    expect(afterChecks(evidence, last, bounds, attempt()).kind).toBe("review");
  });
});

describe("tests that were named for the criteria", () => {
  it("are sent back once where all of them pass without the change", () => {
    const evidence = someEvidence({ proofs: [held] });
    expect(afterChecks(evidence, history(), bounds, attempt())).toEqual(again({ provesNothing: true }));
    expect(afterChecks(evidence, told({ provesNothing: true }), bounds, attempt()).kind).toBe("review");
  });

  it("are not sent back where one of them fails without the change", () => {
    const evidence = someEvidence({ proofs: [held, aProof({ criterion: "AC2", without: "red" })] });
    expect(afterChecks(evidence, history(), bounds, attempt()).kind).toBe("review");
  });
});

describe("at a wall", () => {
  it("counts attempts that fail in the same way up to the bound, and begins anew when they differ", () => {
    const other = [failing("subtracts")];
    const three = { ...bounds, maxSameFailures: 3, maxAttempts: 9 };
    const first = failuresAfter(red.head, { lastFailures: null });
    const second = failuresAfter(red.head, { lastFailures: first });
    expect([first.times, second.times, failuresAfter(other, { lastFailures: second }).times]).toEqual([
      1, 2, 1,
    ]);
    expect(afterChecks(red, history({ lastFailures: first }), three, attempt()).kind).toBe("again");
    expect(afterChecks(red, history({ lastFailures: second }), three, attempt())).toMatchObject({
      kind: "escalate",
      wall: { kind: "same-failures", attempts: 3 },
    });
  });

  it.each([idle, half])(
    "sends what is broken up to the architect, a bounded number of times: $kind",
    (wall) => {
      const stopped = attempt({ wall, handedIn: false });
      expect(afterChecks(red, history(), bounds, stopped)).toMatchObject({ kind: "escalate", wall });
      expect(afterNoChange(wall, history(), bounds)).toEqual({ kind: "escalate", wall, broken: [] });
      expect(afterChecks(red, history({ escalations: 1 }), bounds, stopped).kind).toBe("give-up");
    },
  );

  it("says at the end which wall it was, and how things stand", () => {
    const reason = (after: object) => ("reason" in after ? after.reason : null);
    const wall = (part: object) => ({ kind: "wall", escalations: 1, checks: [], ...part });
    const stopped = attempt({ wall: idle, handedIn: false });
    expect(reason(afterChecks(red, history({ escalations: 1 }), bounds, stopped))).toEqual(
      wall({ wall: idle, checks: ["test"] }),
    );
    expect(reason(afterNoChange(half, history({ escalations: 1 }), bounds))).toEqual(wall({ wall: half }));
    const alone = { ...bounds, maxEscalations: 0 };
    expect(reason(afterNoChange(idle, history(), alone))).toEqual(wall({ wall: idle, escalations: 0 }));
  });

  it("tells the coder to go on where the checks hold, as often as it may try", () => {
    const stopped = attempt({ wall: idle, handedIn: false });
    expect(afterChecks(someEvidence(), history(), bounds, stopped)).toEqual({
      kind: "again",
      because: "not-handed-in",
    });
    expect(afterChecks(someEvidence(), history({ attempts: 3 }), bounds, stopped).kind).toBe("give-up");
    const spent = { ...stopped, exhausted: "usd" } as const;
    expect(afterChecks(someEvidence(), history(), bounds, spent).kind).toBe("review");
  });
});

describe("after the review", () => {
  it("publishes with nothing blocking, whatever the model calls it", () => {
    const minor = verdict([
      { file: "a.js", line: null, severity: "minor", criterion: null, text: "name", shownBy: null },
    ]);
    expect(afterReview(minor, history(), bounds, "usd").kind).toBe("publish");
  });

  it("sends blocking findings back, a bounded number of times", () => {
    expect(afterReview(blocked, history(), bounds, null).kind).toBe("again");
    expect(afterReview(blocked, history({ reviews: 1 }), bounds, null).kind).toBe("give-up");
    expect(afterReview(blocked, history(), bounds, "tokens").kind).toBe("give-up");
  });
});
