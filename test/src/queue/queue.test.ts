// The queue as its two sides see it, on a real Redis: order, replacing, stopping.
import { describe, expect, it } from "@jest/globals";
import { harness, issue } from "./harness.ts";
import { aJob, recorder, silently } from "./recorder.ts";

const on = harness();

describe("one issue", () => {
  it("runs a submitted job with a claim that holds until it ends", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    expect(await on.queue.isRunning(issue)).toBe(false);
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    expect(run.job).toEqual(aJob());
    expect(run.claim.retry).toBe(0);
    expect(run.claim.runId).toMatch(/^[\w-]{36}$/);
    expect([await run.claim.holds(), await on.queue.isRunning(issue)]).toEqual([true, true]);
    run.end();
    await on.idle();
    expect(await run.claim.holds()).toBe(false);
  });

  it("keeps one active and one waiting job, of which the newest wins, and starts it when the active one ends", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    const first = await runs.began(0);
    await on.queue.submit(aJob({ delivery: "second" }), { supersedes: false });
    await on.queue.submit(aJob({ delivery: "third" }), { supersedes: false });
    expect(first.claim.signal.aborted).toBe(false);
    first.end();
    const next = await runs.began(1);
    expect(next.job.delivery).toBe("third");
    next.end();
    await on.idle();
    expect(runs.runs.map((run) => run.job.delivery)).toEqual(["first", "third"]);
  });

  it("lets the newest win before any job has begun, too", async () => {
    await on.queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    await on.queue.submit(aJob({ delivery: "second" }), { supersedes: false });
    const runs = recorder();
    await on.aConsumer(runs.handler);
    const run = await runs.began(0);
    run.end();
    await on.idle();
    expect(runs.runs.map(({ job }) => job.delivery)).toEqual(["second"]);
  });

  it("does nothing where the newer job gives way to any other, and its occasion may come again", async () => {
    const occasion = { kind: "ci" as const, headSha: "a".repeat(40), asks: "mend" };
    const mend = aJob({ kind: "mend", delivery: "ci" });
    const isTaken = () => on.queue.submit(mend, { supersedes: false, givesWay: true, occasion });
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    const first = await runs.began(0);
    await on.queue.submit(aJob({ kind: "revise", delivery: "review" }), { supersedes: false });
    expect(await isTaken()).toBe(false);
    first.end();
    const review = await runs.began(1);
    expect(await isTaken()).toBe(false);
    review.end();
    await on.idle();
    expect(await isTaken()).toBe(true);
    (await runs.began(2)).end();
    await on.idle();
    expect(runs.runs.map(({ job }) => job.delivery)).toEqual(["first", "review", "ci"]);
  });

  it("tells the active run that it is superseded, and the newest follows it", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    const first = await runs.began(0);
    await on.queue.submit(
      aJob({ kind: "refine", asker: { kind: "person", login: "grace" }, delivery: "second" }),
      { supersedes: true },
    );
    expect(await first.stopped).toEqual({ kind: "superseded", by: { kind: "person", login: "grace" } });
    await on.queue.submit(
      aJob({ kind: "refine", asker: { kind: "person", login: "grace" }, delivery: "third" }),
      { supersedes: true },
    );
    expect([await first.claim.holds(), runs.runs.length]).toEqual([true, 1]);
    first.end();
    const second = await runs.began(1);
    expect([second.job.delivery, second.claim.retry, second.claim.signal.aborted]).toEqual([
      "third",
      0,
      false,
    ]);
    second.end();
    await on.idle();
  });

  it("supersedes a run that is between two executions", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { backoffMs: 60_000 });
    await on.queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).fail(new Error("the model went away"));
    await on.asleep(1);
    await on.queue.submit(aJob({ kind: "refine", delivery: "second" }), { supersedes: true });
    const again = await runs.began(1);
    expect([again.claim.retry, await again.stopped]).toEqual([
      1,
      { kind: "superseded", by: { kind: "person", login: "ada" } },
    ]);
    again.end();
    const second = await runs.began(2);
    expect(second.job.delivery).toBe("second");
    second.end();
    await on.idle();
  });

  it("leaves a job that it cannot read to a worker of another version, and a newer one replaces it", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { concurrency: 1 });
    await on.queue.submit({ ...aJob(), admittedAt: "yesterday" }, { supersedes: false });
    await on.asleep(1);
    expect(await on.queue.stateOf(issue)).toBe("waiting");
    await on.queue.submit(aJob({ delivery: "good" }), { supersedes: false });
    const run = await runs.began(0);
    expect(run.job.delivery).toBe("good");
    run.end();
    await on.idle();
  });
});

describe("cancelling", () => {
  it("takes a waiting job away, which is never run", async () => {
    await on.queue.submit(aJob({ delivery: "cancelled" }), { supersedes: false });
    expect(
      await on.queue.cancel(
        issue,
        { by: { kind: "person", login: "ada" }, because: { kind: "command" } },
        silently,
      ),
    ).toBe("waiting");
    expect([
      await on.queue.isRunning(issue),
      await on.queue.cancel(
        issue,
        { by: { kind: "person", login: "ada" }, because: { kind: "command" } },
        silently,
      ),
    ]).toEqual([false, "none"]);
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob({ delivery: "later" }), { supersedes: false });
    const run = await runs.began(0);
    run.end();
    await on.idle();
    expect(runs.runs.map(({ job }) => job.delivery)).toEqual(["later"]);
  });

  it("finds a waiting job again until somebody told that it never began", async () => {
    const stop = { by: { kind: "person", login: "ada" }, because: { kind: "command" } } as const;
    const said: string[] = [];
    const unable = async () => {
      throw new Error("the server dies");
    };
    await on.queue.submit(aJob(), { supersedes: false });
    await expect(on.queue.cancel(issue, stop, unable)).rejects.toThrow("the server dies");
    expect(await on.queue.isRunning(issue)).toBe(true);
    expect(await on.queue.cancel(issue, stop, async () => void said.push("it never began"))).toBe("waiting");
    expect([said, await on.queue.isRunning(issue)]).toEqual([["it never began"], false]);
  });

  it("stops the active run and removes the one behind it", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await on.queue.submit(aJob({ delivery: "behind" }), { supersedes: false });
    expect(
      await on.queue.cancel(
        issue,
        { by: { kind: "person", login: "grace" }, because: { kind: "label-removed" } },
        silently,
      ),
    ).toBe("active");
    expect(await run.stopped).toEqual({
      kind: "cancelled",
      by: { kind: "person", login: "grace" },
      because: { kind: "label-removed" },
    });
    expect(await on.queue.isRunning(issue)).toBe(true);
    run.end();
    await on.idle();
    expect(runs.runs.length).toBe(1);
  });

  it("reaches a run that is between two executions", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { backoffMs: 60_000 });
    await on.queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).fail(new Error("the model went away"));
    await on.asleep(1);
    expect(
      await on.queue.cancel(
        issue,
        { by: { kind: "person", login: "grace" }, because: { kind: "command" } },
        silently,
      ),
    ).toBe("active");
    const again = await runs.began(1);
    expect(await again.stopped).toEqual({
      kind: "cancelled",
      by: { kind: "person", login: "grace" },
      because: { kind: "command" },
    });
    expect(again.claim.retry).toBe(1);
    again.end();
    await on.idle();
  });
});
