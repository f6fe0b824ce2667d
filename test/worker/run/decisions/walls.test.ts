// Walls, decided from what is known of steps and budget alone.
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_BUDGET, NO_USAGE, type Shares, sharesOf } from "../../../../src/domain/budget.ts";
import {
  factsOf,
  noProgress,
  shareGone,
  stepsWithoutProgress,
} from "../../../../worker/run/decisions/walls.ts";
import type { Deed } from "../../../../worker/tools/tool.ts";

const step = (args: object, text: string, deed: Deed | null) => {
  const call = { id: "1", name: "tool", arguments: JSON.stringify(args) };
  return factsOf({ calls: [{ call, text, deed, failed: deed === null }] });
};
const runs = (line: string, output: string) =>
  step({ line }, output, { effect: "runs", line, ending: "exited", exitStatus: 1 });
const edits = (path: string, text: string) =>
  step({ path, text }, `Edited ${path}: line 3.`, { effect: "changes", path });

describe("steps without progress", () => {
  it("are those that change nothing and show nothing new, whatever is called for it", () => {
    const steps = [
      runs("npm test", "1 failed in 12 ms\nexit status 1"),
      runs("npm  test", "1 failed in 15 ms\nexit status 1"),
      runs("node --test", "1 failed in 7 ms\nexit status 1"),
      factsOf({ calls: [] }),
    ];
    expect(stepsWithoutProgress(steps)).toBe(3);
    expect(noProgress(steps, 3)).toEqual({ kind: "no-progress", steps: 3 });
    expect(noProgress(steps, 4)).toBeNull();
  });

  it("end with a change, with another result, and with another tree", () => {
    const stuck = [runs("npm test", "1 failed"), runs("npm test", "1 failed")];
    expect(stepsWithoutProgress([...stuck, edits("a.js", "b")])).toBe(0);
    expect(stepsWithoutProgress([...stuck, runs("npm test", "TypeError: x")])).toBe(0);
    expect(stepsWithoutProgress([...stuck, [...runs("sed -i s/a/b/ a.js", "1 failed"), "tree 1"]])).toBe(0);
  });

  it("are also those that make and undo the same change", () => {
    const flip = [edits("a.js", "b"), edits("a.js", "c"), edits("a.js", "b"), edits("a.js", "c")];
    expect(stepsWithoutProgress(flip)).toBe(2);
  });

  it("are also those whose change came to nothing", () => {
    const missed = step({ path: "a.js", old: "x" }, "`old` is not in a.js.", null);
    const again = step({ path: "a.js", old: "z" }, "`old` is not in a.js.", null);
    expect(stepsWithoutProgress([missed, again])).toBe(1);
  });
});

describe("the budget's wall", () => {
  const shares = (part: Partial<Shares>): Shares => ({ usd: 0, tokens: 0, steps: 0, minutes: 0, ...part });

  it("is a share of what was left for building, the reserve aside", () => {
    const before = shares({ minutes: 0.4 });
    expect(shareGone(before, shares({ minutes: 0.69 }), 0.6)).toBeNull();
    expect(shareGone(before, shares({ minutes: 0.71 }), 0.6)).toEqual({
      kind: "budget-share",
      cap: "minutes",
      percent: 62,
    });
  });

  it("is that of whichever cap comes first, and none where nothing was left", () => {
    expect(shareGone(shares({}), shares({ tokens: 0.1, steps: 0.6 }), 0.6)).toMatchObject({ cap: "steps" });
    expect(shareGone(shares({ usd: 0.95 }), shares({ usd: 0.99 }), 0.6)).toBeNull();
  });

  it("counts nothing for a price that nobody knows", () => {
    const usage = { ...NO_USAGE, usd: null, inputTokens: DEFAULT_BUDGET.tokens / 2, steps: 15 };
    expect(sharesOf(DEFAULT_BUDGET, { usage, elapsedMs: 9 * 60_000 })).toEqual({
      usd: 0,
      tokens: 0.5,
      steps: 0.1,
      minutes: 0.2,
    });
  });
});
