// The statistics of a few cases, compared with values worked out by hand and with properties that always hold.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { exactP, interval } from "../../../worker/eval/statistics.ts";

describe("the chance of a difference", () => {
  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [5, 0, 0.0625],
    [6, 0, 0.03125],
    [1, 8, 0.0390625],
    [3, 3, 1],
  ])("is for %d against %d exactly %d", (a, b, p) => {
    expect(exactP(a, b)).toBeCloseTo(p, 10);
  });

  it("is a probability, and the same in both orders", () => {
    const n = fc.integer({ min: 0, max: 150 });
    fc.assert(
      fc.property(n, n, (a, b) => {
        const p = exactP(a, b);
        return p >= 0 && p <= 1 && Math.abs(p - exactP(b, a)) < 1e-12;
      }),
      { numRuns: 50 },
    );
  });
});

describe("the interval of a rate", () => {
  it("is wide for few cases and narrow for many, and stays between 0 and 1", () => {
    const round = (hits: number, n: number) => {
      const found = interval(hits, n);
      return found === null ? null : [found.low, found.high].map((part) => Math.round(part * 100));
    };
    expect([round(0, 0), round(0, 4), round(5, 12), round(4, 4), round(500, 1000)]).toEqual([
      null,
      [0, 49],
      [19, 68],
      [51, 100],
      [47, 53],
    ]);
  });
});
