// How far building has come, as decisions and the architect are told of it.
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_BUDGET } from "../../../../src/domain/budget.ts";
import type { Advice } from "../../../../worker/roles/advice.ts";
import { failureKey, NO_HISTORY } from "../../../../worker/run/decisions/history.ts";
import { startMeter } from "../../../../worker/run/state/meter.ts";
import { startProgress } from "../../../../worker/run/state/progress.ts";
import { aCheckResult, someEvidence } from "../../../support/builders.ts";
import { fakeClock } from "../../../support/clock.ts";
import { aSecondLook } from "../../../support/decisions.ts";
import { openWorld } from "../../../support/ports/world.ts";

const broken = [aCheckResult({ ending: "failed", exitStatus: 1 })];
const usage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, usd: 0 };
const amend: Advice = { kind: "amend", instructions: "Look there.", leaveOut: [], questions: [] };

function progressing() {
  const meter = startMeter({ ...DEFAULT_BUDGET, steps: 10 }, fakeClock(0));
  const { settings } = openWorld({ settings: { budgetShare: 0.5, maxEscalations: 2 } }).ports;
  const spend = (steps: number) => meter.spend("coder", { ...usage, steps });
  return {
    spend,
    progress: startProgress({ meter, settings }),
    [Symbol.dispose]: () => meter[Symbol.dispose](),
  };
}

describe("progress", () => {
  it("begins with nothing", () => {
    using it = progressing();
    expect(it.progress.history()).toEqual(NO_HISTORY);
    expect([it.progress.tried(), it.progress.leftOut(), it.progress.amendments()]).toEqual([[], [], []]);
  });

  it("remembers failures that went back to the coder, and how often they came in a row", () => {
    using it = progressing();
    const { progress } = it;
    for (const times of [1, 2]) {
      progress.attempted(null);
      progress.told({ kind: "checks", broken });
      expect(progress.history()).toMatchObject({
        attempts: times,
        lastFailures: { key: failureKey(broken), times },
      });
    }
    expect(progress.tried().map((tried) => tried.kind)).toEqual(["attempt", "attempt"]);
  });

  it("counts reviews, and which kinds of a second look the coder was told of", () => {
    using it = progressing();
    it.progress.told({ kind: "findings", findings: [] });
    it.progress.told({ kind: "second-look", look: aSecondLook({ provesNothing: true }) });
    it.progress.told({ kind: "second-look", look: aSecondLook({ strays: ["a.log"] }) });
    expect(it.progress.history()).toEqual({
      ...NO_HISTORY,
      reviews: 1,
      told: { ...NO_HISTORY.told, provesNothing: true, strays: true },
    });
  });

  it("begins to count failures anew where the architect was asked, and keeps its advice", () => {
    using it = progressing();
    const { progress } = it;
    progress.attempted(null);
    progress.escalated(broken);
    progress.told({ kind: "advice", advice: amend, broken });
    progress.told({
      kind: "advice",
      advice: { ...amend, kind: "narrow", leaveOut: ["AC2"] },
      broken,
    });
    expect(progress.history()).toMatchObject({ attempts: 1, escalations: 1, lastFailures: null });
    expect([progress.leftOut(), progress.amendments()]).toEqual([["AC2"], ["Look there.", "Look there."]]);
    expect(progress.tried().map((tried) => tried.kind)).toEqual(["attempt", "advice", "advice"]);
  });

  it("meets the budget's wall once its share is spent, until checks hold or the architect was asked", () => {
    const wall = { kind: "budget-share", cap: "steps" };
    using first = progressing();
    expect(first.progress.budgetWall()).toBeNull();
    first.spend(5);
    expect(first.progress.budgetWall()).toMatchObject(wall);
    first.progress.measured(someEvidence());
    expect(first.progress.budgetWall()).toBeNull();
    using second = progressing();
    second.spend(5);
    second.progress.measured(someEvidence({ head: broken }));
    expect([second.progress.broken(), second.progress.budgetWall()]).toMatchObject([["test"], wall]);
    second.progress.escalated(broken);
    expect(second.progress.budgetWall()).toBeNull();
  });
});
