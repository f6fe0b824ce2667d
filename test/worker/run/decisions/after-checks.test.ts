// What follows from the measurement of a change: decided here, never by a model.
import { describe, expect, it } from "@jest/globals";
import type { Evidence } from "../../../../src/domain/evidence.ts";
import type { GuardFault } from "../../../../src/domain/guard-fault.ts";
import type { Wall } from "../../../../src/domain/wall.ts";
import { NOTHING_SAID } from "../../../../worker/roles/done.ts";
import type { RanNowhere, SecondLook } from "../../../../worker/roles/second-look.ts";
import { afterChecks, type Circumstances } from "../../../../worker/run/decisions/after-checks.ts";
import {
  failureKey,
  failuresAfter,
  type History,
  NO_HISTORY,
} from "../../../../worker/run/decisions/history.ts";
import { aCheckResult, aPatch, aProof, aRewritten, someEvidence } from "../../../support/builders.ts";
import { aHistory, aSecondLook, BOUNDS, BUDGETS } from "../../../support/decisions.ts";

const idle: Wall = { kind: "no-progress", steps: 12 };
const half: Wall = { kind: "budget-share", cap: "usd", percent: 61 };
const failing = (name: string) =>
  aCheckResult({ ending: "failed", exitStatus: 1, tests: [{ name, status: "failed", message: "no" }] });
const held = aProof({ without: "passed" });
const red = someEvidence({ head: [failing("adds")] });
const measured = (evidence: Evidence) => ({ patch: aPatch(), done: NOTHING_SAID, evidence });
const follows = (evidence: Evidence, part: Partial<Circumstances> = {}) =>
  afterChecks(measured(evidence), {
    ...{ exhausted: null, wall: null, handedIn: true, guardFaults: [] },
    ...{ history: aHistory(), bounds: BOUNDS, budgets: BUDGETS },
    ...part,
  });
const having = (part: Partial<History>) => ({ history: aHistory(part) });
const told = (part: Partial<History["told"]>) => having({ told: { ...NO_HISTORY.told, ...part } });
const again = (part: Partial<SecondLook>) => ({
  kind: "again",
  told: { kind: "second-look", look: aSecondLook(part) },
});

describe("after the checks", () => {
  it("somebody else looks at a change whose checks hold", () => {
    const evidence = someEvidence();
    expect(follows(evidence)).toEqual({ kind: "review", measured: measured(evidence) });
  });

  it("a test that already failed on the base does not count against the change", () => {
    const evidence = someEvidence({ base: [failing("old")], head: [failing("old")] });
    expect(follows(evidence).kind).toBe("review");
  });

  it("a new failure counts even where the check already failed on the base", () => {
    const evidence = someEvidence({ base: [failing("old")], head: [failing("new")] });
    expect(follows(evidence)).toEqual({ kind: "again", told: { kind: "checks", broken: evidence.head } });
  });

  it("the coder is told of new failures alone", () => {
    const [old, now] = [failing("old"), failing("new")];
    const both = { ...now, tests: [...(old.tests ?? []), ...(now.tests ?? [])] };
    expect(follows(someEvidence({ base: [old], head: [both] }))).toEqual({
      kind: "again",
      told: { kind: "checks", broken: [now] },
    });
  });

  it("the first failure goes back to the coder, and the same failure again up to the architect", () => {
    expect(follows(red).kind).toBe("again");
    const lastFailures = { key: failureKey(red.head), times: 1 };
    expect(follows(red, having({ lastFailures }))).toEqual({
      kind: "escalate",
      wall: { kind: "same-failures", attempts: 2 },
      broken: red.head,
    });
    expect(follows(red, having({ lastFailures, escalations: 1 })).kind).toBe("give-up");
  });

  it("the run gives up at the last attempt, and inside the budget", () => {
    const reason = { kind: "checks-fail", checks: ["test"] };
    expect(follows(red, having({ attempts: 3 }))).toEqual({
      kind: "give-up",
      reason: { ...reason, bound: { kind: "attempts", attempts: 3 } },
      broken: red.head,
    });
    expect(follows(red, { exhausted: "usd" })).toMatchObject({
      reason: { ...reason, bound: { kind: "budget", cap: "usd" } },
    });
  });

  it("tests that pass without the change go back once", () => {
    const evidence = someEvidence({
      redGreen: [
        {
          check: "test",
          files: ["a.test.js"],
          base: "passed",
          head: "passed",
          seen: true,
          turnedGreen: [],
          reds: [],
        },
      ],
    });
    expect(follows(evidence)).toEqual(again({ provesNothing: true }));
    expect(follows(evidence, told({ provesNothing: true })).kind).toBe("review");
  });

  it("what asks for less than before goes back once, together with what proves nothing", () => {
    const evidence = someEvidence({ weakened: [{ kind: "tests-skipped", check: "test", tests: ["adds"] }] });
    const less = { weakened: evidence.weakened };
    expect(follows(evidence)).toEqual(again(less));
    const both = { ...evidence, proofs: [held] };
    expect(follows(both)).toEqual(again({ ...less, provesNothing: true }));
    expect(follows(both, told({ provesNothing: true }))).toEqual(again(less));
    expect(follows(evidence, told({ weakened: true })).kind).toBe("review");
    expect(follows(evidence, having({ attempts: BOUNDS.maxAttempts })).kind).toBe("review");
  });
});

describe("what the coder can mend before anybody reviews it", () => {
  const fault: RanNowhere["fault"] = {
    kind: "ran-nowhere",
    named: "rounds up",
    turnedGreen: ["rounds down"],
  };
  const nowhere = someEvidence({
    proofs: [aProof({ by: null, with: "not-seen", without: "not-seen", faults: [fault] })],
  });
  const silent = someEvidence({ proofs: [aProof({ by: null, faults: [{ kind: "nothing-named" }] })] });
  const control = { kind: "control-failed", check: "test" } as const;
  const unsound = someEvidence({
    proofs: ["AC1", "AC2"].map((criterion) => aProof({ criterion, faults: [control] })),
  });
  const idleTest = someEvidence({ notRun: [{ kind: "test-file", path: "a.test.js", command: null }] });
  const altered = someEvidence({ rewritten: [aRewritten(), aRewritten({ test: "b", because: "AC1" })] });
  const littered = someEvidence({ suspicions: [{ kind: "stray-files", paths: ["a.log"] }] });

  it.each<[string, Evidence, Partial<SecondLook>, Partial<History["told"]>]>([
    ["a name that ran nowhere", nowhere, { ranNowhere: [{ criterion: "AC1", fault }] }, { ranNowhere: true }],
    ["a criterion that nothing is named for", silent, { unnamed: ["AC1"] }, { unnamed: true }],
    ["a control that failed", unsound, { failedControls: ["test"] }, { failedControls: true }],
    ["a test file that no check runs", idleTest, { notRun: idleTest.notRun }, { notRun: true }],
    ["a test that nobody ordered to alter", altered, { rewritten: [aRewritten()] }, { rewritten: true }],
    ["files that nobody ordered", littered, { strays: ["a.log"] }, { strays: true }],
  ])("goes back once: %s", (_, evidence, look, then) => {
    expect(follows(evidence)).toEqual(again(look));
    expect(follows(evidence, told(then)).kind).toBe("review");
  });

  it("goes back all at once, without the kinds that went back before", () => {
    const evidence = someEvidence({ proofs: nowhere.proofs, suspicions: littered.suspicions });
    expect(follows(evidence)).toEqual(
      again({ ranNowhere: [{ criterion: "AC1", fault }], strays: ["a.log"] }),
    );
    expect(follows(evidence, told({ ranNowhere: true }))).toEqual(again({ strays: ["a.log"] }));
  });

  it("goes back once: what the guard would refuse", () => {
    const guardFaults: GuardFault[] = [{ kind: "protected-path", path: "AGENTS.md" }];
    expect(follows(someEvidence(), { guardFaults })).toEqual(again({ guardFaults }));
    const then = { guardFaults, ...told({ guardFaults: true }) };
    expect(follows(someEvidence(), then).kind).toBe("review");
    expect(follows(red, { guardFaults })).toMatchObject({ told: { kind: "checks" } });
  });

  it("does not go back at the last attempt, nor where the budget is used up", () => {
    expect(follows(nowhere, having({ attempts: BOUNDS.maxAttempts })).kind).toBe("review");
    expect(follows(nowhere, { exhausted: "usd" }).kind).toBe("review");
  });
});

describe("tests that were named for the criteria", () => {
  it("go back once where all of them pass without the change", () => {
    const evidence = someEvidence({ proofs: [held] });
    expect(follows(evidence)).toEqual(again({ provesNothing: true }));
    expect(follows(evidence, told({ provesNothing: true })).kind).toBe("review");
  });

  it("do not go back where one of them fails without the change", () => {
    const evidence = someEvidence({
      proofs: [held, aProof({ criterion: "AC2", without: "failed-at-assertion" })],
    });
    expect(follows(evidence).kind).toBe("review");
  });
});

describe("at a wall", () => {
  const stopped = { wall: idle, handedIn: false };

  it("attempts that fail in the same way are counted up to the bound, and anew when they differ", () => {
    const other = [failing("subtracts")];
    const bounds = { ...BOUNDS, maxSameFailures: 3, maxAttempts: 9 };
    const first = failuresAfter(red.head, { lastFailures: null });
    const second = failuresAfter(red.head, { lastFailures: first });
    expect([first.times, second.times, failuresAfter(other, { lastFailures: second }).times]).toEqual([
      1, 2, 1,
    ]);
    expect(follows(red, { ...having({ lastFailures: first }), bounds }).kind).toBe("again");
    expect(follows(red, { ...having({ lastFailures: second }), bounds })).toMatchObject({
      kind: "escalate",
      wall: { kind: "same-failures", attempts: 3 },
    });
  });

  it.each([idle, half])(
    "what is broken goes up to the architect, a bounded number of times: $kind",
    (wall) => {
      expect(follows(red, { ...stopped, wall })).toEqual({ kind: "escalate", wall, broken: red.head });
      expect(follows(red, { ...stopped, wall, ...having({ escalations: 1 }) })).toEqual({
        kind: "give-up",
        reason: { kind: "wall", wall, checks: ["test"], escalations: 1 },
        broken: red.head,
      });
    },
  );

  it("the coder goes on where the checks hold, as often as it may try", () => {
    const holds = someEvidence();
    expect(follows(holds, stopped)).toEqual({ kind: "again", told: { kind: "not-handed-in" } });
    expect(follows(holds, { ...stopped, ...having({ attempts: 3 }) })).toMatchObject({
      reason: { kind: "not-handed-in", attempts: 3 },
    });
  });

  it("a change that was not handed in is not published, although its checks hold", () => {
    expect(follows(someEvidence(), { ...stopped, exhausted: "usd" })).toEqual({
      kind: "give-up",
      reason: { kind: "out-of-budget", task: "finish-change", cap: "usd", allowed: 1, raisedIn: "rules" },
      broken: [],
    });
  });
});
