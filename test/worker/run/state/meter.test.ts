// What a run may spend: counted by role, held against its budget, and over when its minutes are.
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_BUDGET } from "../../../../src/domain/budget.ts";
import { OutOfTime, startMeter } from "../../../../worker/run/state/meter.ts";
import { fakeClock } from "../../../support/clock.ts";

const minute = 60_000;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a run's minutes", () => {
  it("stop new work when only the reserve is left, and everything when they are over", async () => {
    const clock = fakeClock();
    using meter = startMeter({ ...DEFAULT_BUDGET, minutes: 10 }, clock);
    clock.advance(9 * minute);
    await settled();
    expect([meter.exhausted(), meter.timeUp.aborted]).toEqual(["minutes", false]);
    clock.advance(minute);
    await settled();
    expect(meter.timeUp.reason).toBeInstanceOf(OutOfTime);
  });

  it("count from the start when the rules set others", async () => {
    const clock = fakeClock();
    using meter = startMeter({ ...DEFAULT_BUDGET, minutes: 1 }, clock);
    meter.limit({ ...DEFAULT_BUDGET, minutes: 3 });
    clock.advance(2 * minute);
    await settled();
    expect(meter.timeUp.aborted).toBe(false);
    clock.advance(minute);
    await settled();
    expect(meter.timeUp.aborted).toBe(true);
  });

  it("leave no timer behind", async () => {
    const clock = fakeClock();
    startMeter(DEFAULT_BUDGET, clock)[Symbol.dispose]();
    await settled();
    expect(clock.sleeping()).toEqual([]);
  });
});
