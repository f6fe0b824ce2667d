// What is remembered of an issue on a real Redis: each occasion is taken in once, whoever brings it.
import { describe, expect, it } from "@jest/globals";
import type { Occasion } from "../../../src/domain/occasion.ts";
import { harness, issue } from "./harness.ts";
import { aJob } from "./recorder.ts";

const on = harness();
const asked = (second: number, broughtBy: "webhook" | "sweep"): Occasion => {
  return { kind: "asked", at: `2026-01-02T03:04:${String(second).padStart(2, "0")}Z`, broughtBy };
};

describe("an occasion", () => {
  it("that became a job becomes no second one", async () => {
    const occasion = { kind: "comment", id: 7 } as const;
    expect(await on.queue.isHeard(issue, occasion)).toBe(false);
    for (const delivery of ["webhook", "sweep"])
      await on.queue.submit(aJob({ delivery, textDigest: "t" }), { supersedes: true, occasion });
    expect(await on.queue.isHeard(issue, occasion)).toBe(true);
    expect(await on.queue.countRecent(issue, 60_000)).toBe(1);
    const { admittedAt } = aJob();
    expect(await on.queue.recall(issue)).toEqual({
      ...{ hasRun: true, lostRun: false, askedAtMs: null, admittedAt, digest: "t" },
      heard: new Set(["comment 7"]),
    });
    expect(await on.queue.withRuns()).toEqual([issue]);
  });

  it("that became none is heard as well", async () => {
    await on.queue.hear(issue, { kind: "review", id: 3 });
    expect(await on.queue.isHeard(issue, { kind: "review", id: 3 })).toBe(true);
    expect(await on.queue.isHeard(issue, { kind: "comment", id: 3 })).toBe(false);
  });

  it("to ask for a fresh run is known to a sweep by its time, and to a webhook only if a sweep brought it", async () => {
    await on.queue.hear(issue, asked(20, "webhook"));
    expect(await on.queue.isHeard(issue, asked(20, "webhook"))).toBe(false);
    expect(await on.queue.isHeard(issue, asked(21, "sweep"))).toBe(true);
    expect(await on.queue.isHeard(issue, asked(40, "sweep"))).toBe(false);
    await on.queue.hear(issue, asked(40, "sweep"));
    expect(await on.queue.isHeard(issue, asked(40, "webhook"))).toBe(true);
    expect(await on.queue.isHeard(issue, asked(59, "webhook"))).toBe(false);
  });
});
