// A budget is hard: what it says is never passed, and a share of it is kept for winding down.
import { describe, expect, it } from "@jest/globals";
import { type Budget, NO_USAGE, type Usage, usedUp, within, wouldBreak } from "../../../src/domain/budget.ts";

const budget: Budget = { usd: 1, tokens: 1000, steps: 10, minutes: 10 };
const usage = (part: Partial<Usage>): Usage => ({ ...NO_USAGE, ...part });

describe("a budget", () => {
  it.each([
    ["usd", { usage: usage({ usd: 0.9 }), elapsedMs: 0 }],
    ["tokens", { usage: usage({ inputTokens: 500, outputTokens: 400 }), elapsedMs: 0 }],
    ["steps", { usage: usage({ steps: 9 }), elapsedMs: 0 }],
    ["minutes", { usage: usage({}), elapsedMs: 9 * 60_000 }],
  ])("is used up when only the reserve of %s is left", (cap, spent) => {
    expect(usedUp(budget, spent)).toBe(cap);
  });

  it("holds just below, and where a price is unknown its tokens cap it", () => {
    const below = usage({ usd: 0.89, inputTokens: 899, steps: 8 });
    expect(usedUp(budget, { usage: below, elapsedMs: 8.9 * 60_000 })).toBeNull();
    expect(usedUp(budget, { usage: usage({ usd: null, inputTokens: 900 }), elapsedMs: 0 })).toBe("tokens");
  });

  it("is lowered by a narrower one, and never raised", () => {
    expect(within(budget, { usd: 0.5, steps: 100, minutes: undefined })).toEqual({ ...budget, usd: 0.5 });
  });

  it("lets no reply begin that would break it", () => {
    expect(wouldBreak(budget, usage({ usd: 0.5 }), usage({ usd: 0.4 }))).toBe("usd");
    expect(wouldBreak(budget, usage({ usd: 0.5 }), usage({ usd: 0.3 }))).toBeNull();
    expect(wouldBreak(budget, usage({ inputTokens: 600 }), usage({ inputTokens: 300 }))).toBe("tokens");
    expect(wouldBreak(budget, usage({ usd: null }), usage({ usd: null }))).toBeNull();
  });
});
