// Jobs that wait for a place, on a real Redis: why they wait, and words about it that no run overtakes.
import { describe, expect, it } from "@jest/globals";
import { until } from "../../support/redis.ts";
import { harness, issue } from "./harness.ts";
import { aJob, issueNumber, recorder } from "./recorder.ts";

const on = harness();
const stop = { by: { kind: "person", login: "grace" }, because: { kind: "command" } } as const;
const unsaid = async () => (await on.queue.unsaid(0)).map(({ job, why }) => [job.issue.number, why]);

describe("a job that waits", () => {
  it("is told of with why, and with how many are ahead of it", async () => {
    const runs = recorder();
    await on.queue.submit(aJob(), { supersedes: false });
    expect(await unsaid()).toEqual([[1, { kind: "no-worker", ahead: 0 }]]);
    await on.aConsumer(runs.handler, { concurrency: 1, perRepository: 2 });
    const first = await runs.began(0);
    for (const number of [2, 3])
      await on.queue.submit(aJob({ issue: issueNumber(number) }), { supersedes: false });
    expect(await unsaid()).toEqual([
      [2, { kind: "all-taken", running: 1, ahead: 0 }],
      [3, { kind: "all-taken", running: 1, ahead: 1 }],
    ]);
    first.end();
    for (const index of [1, 2]) (await runs.began(index)).end();
    await on.idle(issueNumber(3));
    expect(await unsaid()).toEqual([]);
  });

  it("is told of where its repository has all that it may", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { concurrency: 5, perRepository: 1 });
    await on.queue.submit(aJob(), { supersedes: false });
    const first = await runs.began(0);
    await on.queue.submit(aJob({ issue: issueNumber(2) }), { supersedes: false });
    expect(await unsaid()).toEqual([[2, { kind: "repository-full", running: 1, ahead: 0 }]]);
    first.end();
    (await runs.began(1)).end();
    await on.idle(issueNumber(2));
  });

  it("is told of once, and begins after the words and not during them", async () => {
    await on.queue.submit(aJob(), { supersedes: false });
    const [waiting] = await on.queue.unsaid(0);
    const about = { issue, runId: waiting?.runId ?? "" };
    const words = Promise.withResolvers<void>();
    const saying = on.queue.whileItWaits(about, () => words.promise);
    await until(async () => (await on.queue.unsaid(0)).length === 0);
    expect(await on.queue.whileItWaits(about, async () => undefined)).toBe(false);
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.asleep(1);
    expect(runs.runs).toEqual([]);
    words.resolve();
    expect(await saying).toBe(true);
    (await runs.began(0)).end();
    await on.idle();
  });

  it("is told of anew while it waits, with what is ahead of it then", async () => {
    await on.queue.submit(aJob(), { supersedes: false });
    const [waiting] = await on.queue.unsaid(0);
    const about = { issue, runId: waiting?.runId ?? "" };
    expect(await on.queue.said()).toEqual([]);
    await on.queue.whileItWaits(about, async () => undefined);
    expect(await on.queue.said()).toEqual([waiting]);
    const words: string[] = [];
    expect(await on.queue.whileItWaits({ ...about, again: true }, async () => void words.push("anew"))).toBe(
      true,
    );
    expect([words, await on.queue.said(), await on.queue.unsaid(0)]).toEqual([["anew"], [waiting], []]);
  });

  it("is told of again where the words did not get through", async () => {
    await on.queue.submit(aJob(), { supersedes: false });
    const [waiting] = await on.queue.unsaid(0);
    const unable = async () => {
      throw new Error("GitHub is away");
    };
    const saying = on.queue.whileItWaits({ issue, runId: waiting?.runId ?? "" }, unable);
    await expect(saying).rejects.toThrow("GitHub is away");
    expect(await on.queue.unsaid(0)).toEqual([waiting]);
  });

  it("is cancelled with the word that the issue says of it", async () => {
    await on.queue.submit(aJob(), { supersedes: false });
    const [waiting] = await on.queue.unsaid(0);
    await on.queue.whileItWaits({ issue, runId: waiting?.runId ?? "" }, async () => undefined);
    const told: unknown[] = [];
    await on.queue.cancel(issue, stop, async (cancelled) => void told.push(cancelled));
    expect(told).toEqual([{ runId: waiting?.runId, said: true }]);
    expect(await on.queue.unsaid(0)).toEqual([]);
  });
});
