// What the queue remembers of deliveries and submissions, and that it forgets everything in time.
import { describe, expect, it } from "@jest/globals";
import { fakeClock } from "../../support/clock.ts";
import { until } from "../../support/redis.ts";
import { harness, issue } from "./harness.ts";
import { aJob, issueNumber, recorder } from "./recorder.ts";

const clock = fakeClock();
const on = harness(clock);

describe("what is remembered", () => {
  it("counts submissions per issue in a window that rolls", async () => {
    await on.queue.submit(aJob(), { supersedes: false });
    clock.advance(40_000);
    await on.queue.submit(aJob(), { supersedes: false, byBot: true });
    await on.queue.submit(aJob({ issue: issueNumber(2) }), { supersedes: false });
    const counts = [await on.queue.countRecent(issue, 60_000), await on.queue.countRecent(issue, 30_000)];
    clock.advance(30_000);
    expect([...counts, await on.queue.countRecent(issue, 60_000)]).toEqual([2, 1, 1]);
    const byBots = [60_000, 20_000].map((windowMs) =>
      on.queue.countRecent(issue, windowMs, { byBots: true }),
    );
    expect(await Promise.all(byBots)).toEqual([1, 0]);
  });

  it("lets every key but the queue's own few die of age", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).end();
    await on.idle();
    await until(async () => (await on.redis.client.llen("{issuewright}:runs:active")) === 0);
    const keys = await on.redis.client.keys("*");
    const ageless = [];
    for (const key of keys) if ((await on.redis.client.pttl(key)) === -1) ageless.push(key);
    expect(ageless.sort()).toEqual(
      [
        ...["deliveries:meta", "outbox:meta"],
        ...["events", "id", "marker", "meta", "stalled"].map((name) => `runs:${name}`),
      ]
        .map((name) => `{issuewright}:${name}`)
        .filter((key) => keys.includes(key)),
    );
    expect(keys.every((key) => key.startsWith("{issuewright}:"))).toBe(true);
  });
});
