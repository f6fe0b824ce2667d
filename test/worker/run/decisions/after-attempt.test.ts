// What follows when the coder stopped: its own word is one fact among others.
import { describe, expect, it } from "@jest/globals";
import type { Uncarried } from "../../../../src/domain/uncarried.ts";
import type { Wall } from "../../../../src/domain/wall.ts";
import { NOTHING_SAID } from "../../../../worker/roles/done.ts";
import {
  type Attempted,
  afterAttempt,
  type Circumstances,
  type Taken,
} from "../../../../worker/run/decisions/after-attempt.ts";
import { NO_HISTORY } from "../../../../worker/run/decisions/history.ts";
import { aChange, aPatch } from "../../../support/builders.ts";
import {
  aHistory,
  answered,
  aSecondLook,
  BOUNDS,
  BUDGETS,
  OUT_OF_MONEY,
  SILENT,
} from "../../../support/decisions.ts";

const wall: Wall = { kind: "no-progress", steps: 12 };
const patch = aPatch(aChange());
const pull = { number: 3, url: "https://github.com/octo/clock/pull/3", headSha: "d".repeat(40) };
const nothing = { kind: "nothing" } as const;
const noFile: Taken = { kind: "applied", patch: { ...patch, changes: [] } };
const done = { ...NOTHING_SAID, proofs: [{ criterion: "AC1", by: "test" }] };

const follows = (part: Partial<Attempted>, circumstances: Partial<Circumstances> = {}) =>
  afterAttempt(
    { answer: answered(done), wall: null, taken: { kind: "applied", patch }, uncarried: [], ...part },
    {
      built: null,
      done,
      history: aHistory(),
      bounds: BOUNDS,
      budgets: BUDGETS,
      ...circumstances,
    },
  );
const measured = (part: object) => ({
  kind: "measure",
  handed: { patch, done, cap: null, wall: null, uncarried: [], ...part },
});
const gaveUp = (reason: object) => ({ kind: "give-up", reason, broken: [] });

describe("after an attempt", () => {
  it("a change is measured, whether it was handed in or its coder was stopped", () => {
    expect(follows({})).toEqual(measured({}));
    expect(follows({ answer: OUT_OF_MONEY })).toEqual(measured({ cap: "usd" }));
    expect(follows({ answer: SILENT, wall })).toEqual(measured({ wall }));
  });

  it("what no patch can carry is told once, before anything is measured, and even where it is all there is", () => {
    const uncarried: Uncarried[] = [{ path: "fixture/", because: "repository" }];
    const again = { kind: "again", told: { kind: "second-look", look: aSecondLook({ uncarried }) } };
    expect([follows({ uncarried }), follows({ uncarried, taken: nothing })]).toEqual([again, again]);
    const told = { history: aHistory({ told: { ...NO_HISTORY.told, uncarried: true } }) };
    expect(follows({ uncarried }, told)).toEqual(measured({ uncarried }));
    expect(follows({ uncarried, answer: OUT_OF_MONEY })).toMatchObject({ kind: "measure" });
  });

  it("a wall without a change goes up to the architect, and ends the run when that did not help", () => {
    for (const taken of [nothing, noFile]) {
      expect(follows({ answer: SILENT, wall, taken })).toEqual({ kind: "escalate", wall, broken: [] });
      const asked = { history: aHistory({ escalations: 1 }) };
      expect(follows({ answer: SILENT, wall, taken }, asked)).toEqual(
        gaveUp({ kind: "wall", wall, checks: [], escalations: 1 }),
      );
    }
  });

  it("a coder that says nothing, or spent all without a change, ends the run", () => {
    const { role, silence } = SILENT;
    const task = "carry-out-order";
    expect(follows({ answer: SILENT })).toEqual(gaveUp({ kind: "silent", task, role, silence }));
    expect(follows({ answer: OUT_OF_MONEY, taken: nothing })).toEqual(
      gaveUp({ kind: "out-of-budget", task, cap: "usd", allowed: 1, raisedIn: "rules" }),
    );
  });

  it("a change that does not apply is given up with the reason, whatever the coder says", () => {
    const taken = { kind: "does-not-apply", fault: { kind: "name-not-utf8" } } as const;
    expect(follows({ taken })).toEqual(gaveUp(taken));
  });

  it("a coder that is blocked is taken at its word, with its words", () => {
    const answer = answered({ ...done, blocked: "There is no function sum" });
    expect(follows({ answer })).toEqual(gaveUp({ kind: "coder-blocked", said: "There is no function sum" }));
  });

  it("a coder that is done without a change leaves everything as it is", () => {
    for (const taken of [nothing, noFile]) {
      expect(follows({ taken })).toEqual({ kind: "leave", reason: { kind: "coder-changed-nothing" } });
    }
  });

  it("a change that the pull request holds for this very spec is not measured again", () => {
    const built = { pull, treeSha: patch.treeSha };
    expect(follows({}, { built })).toEqual({ kind: "answer", done, pull });
    expect(follows({}, { built: { pull, treeSha: "e".repeat(40) } })).toEqual(measured({}));
    expect(follows({ answer: OUT_OF_MONEY }, { built })).toMatchObject({ kind: "give-up" });
  });
});
