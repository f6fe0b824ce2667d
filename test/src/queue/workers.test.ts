// Workers that die, leave or lose their claim: every run goes on, and only its holder writes.
import { describe, expect, it } from "@jest/globals";
import { harness, issue } from "./harness.ts";
import { aJob, type Recorder, recorder, silently } from "./recorder.ts";

const on = harness();

describe("a worker in another process", () => {
  it("hears that its run was cancelled", async () => {
    const worker = await on.aWorkerProcess();
    await on.queue.submit(aJob(), { supersedes: false });
    expect(await worker.says("began")).toMatchObject({ retry: 0 });
    expect(
      await on.queue.cancel(
        issue,
        { by: { kind: "person", login: "grace" }, because: { kind: "command" } },
        silently,
      ),
    ).toBe("active");
    expect(await worker.says("stopped")).toEqual({
      stopped: { kind: "cancelled", by: { kind: "person", login: "grace" }, because: { kind: "command" } },
    });
    await on.idle();
  });

  it("dies, and another runs its job again under the same run id, while the dead one's claim is lost", async () => {
    const worker = await on.aWorkerProcess();
    await on.queue.submit(aJob(), { supersedes: false });
    const began = await worker.says("began");
    worker.child.kill("SIGKILL");
    const runs = recorder();
    await on.aConsumer(runs.handler);
    const again = await runs.began(0);
    expect(began).toEqual({ began: again.claim.runId, retry: 0 });
    expect([again.claim.retry, await again.claim.holds()]).toEqual([1, true]);
    again.end();
    await on.idle();
  });

  it("is stopped for longer than its lock, and is told when it goes on that another has its run", async () => {
    const worker = await on.aWorkerProcess();
    await on.queue.submit(aJob(), { supersedes: false });
    await worker.says("began");
    worker.child.kill("SIGSTOP");
    const runs = recorder();
    await on.aConsumer(runs.handler);
    const again = await runs.began(0);
    worker.child.kill("SIGCONT");
    expect(await worker.says("stopped")).toEqual({ stopped: { kind: "claim-lost" } });
    expect(await again.claim.holds()).toBe(true);
    again.end();
    await on.idle();
  });

  it("hands its run over to another within moments when it leaves", async () => {
    const worker = await on.aWorkerProcess();
    await on.queue.submit(aJob(), { supersedes: false });
    const began = await worker.says("began");
    const runs = recorder();
    await on.aConsumer(runs.handler, { lockMs: 600_000, stalledMs: 600_000, asleepMs: 600_000 });
    worker.child.stdin?.end();
    expect(await worker.says("stopped")).toEqual({ stopped: { kind: "hand-over" } });
    const again = await runs.began(0);
    expect(began).toEqual({ began: again.claim.runId, retry: 0 });
    expect(again.claim.retry).toBe(1);
    expect(await worker.says("left")).toEqual({ left: true });
    again.end();
    await on.idle();
  });

  it("keeps its run while its handler hears out what it asked, and hands it over then", async () => {
    const leaving = recorder();
    const worker = await on.aConsumer(leaving.handler, { hearOutMs: 600_000 });
    await on.queue.submit(aJob(), { supersedes: false });
    const first = await leaving.began(0);
    const left = worker[Symbol.asyncDispose]();
    expect(await first.stopped).toEqual({ kind: "hand-over" });
    const runs = recorder();
    await on.aConsumer(runs.handler);
    expect([await first.claim.holds(), runs.runs]).toEqual([true, []]);
    first.fail(new Error("stopped"));
    expect((await runs.began(0)).claim.retry).toBe(1);
    await left;
    runs.runs[0]?.end();
    await on.idle();
  });

  it("hands it over while its handler does not return", async () => {
    const leaving = recorder();
    const worker = await on.aConsumer(leaving.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    const first = await leaving.began(0);
    const left = worker[Symbol.asyncDispose]();
    const runs = recorder();
    await on.aConsumer(runs.handler);
    (await runs.began(0)).end();
    first.fail(new Error("stopped"));
    await left;
    await on.idle();
  });
});

describe("a claim", () => {
  it("is lost with its lock: the run is told, writes nothing more, and never runs twice at once in one process", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    const first = await runs.began(0);
    await on.redis.client.del(`{issuewright}:runs:${first.claim.runId}:lock`);
    expect(await first.claim.holds()).toBe(false);
    expect(await first.stopped).toEqual({ kind: "claim-lost" });
    // It was found stalled, taken again, and sent to sleep because the first run has not ended.
    await on.asleep(1);
    expect(runs.runs.length).toBe(1);
    first.end();
    const second = await runs.began(1);
    expect([second.claim.runId === first.claim.runId, second.claim.retry]).toEqual([true, 1]);
    expect([await first.claim.holds(), await second.claim.holds()]).toEqual([false, true]);
    second.end();
    await on.idle();
  });

  it("passes to the worker that took the job last", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { lockMs: 600_000 });
    await on.queue.submit(aJob(), { supersedes: false });
    const first = await runs.began(0);
    await on.redis.client.del(`{issuewright}:runs:${first.claim.runId}:lock`);
    const others = recorder();
    await on.aConsumer(others.handler);
    const second = await others.began(0);
    expect([await first.claim.holds(), await second.claim.holds()]).toEqual([false, true]);
    first.end();
    await on.redis.client.ping();
    expect(await second.claim.holds()).toBe(true);
    second.end();
    await on.idle();
    expect([runs.runs.length, others.runs.length]).toEqual([1, 1]);
    // What is kept of the run is left alone by a worker that lost it.
    expect([runs.over, others.over]).toEqual([[], [second.claim.runId]]);
  });
});

/** The run loses its worker, for all that the queue can tell, and the next execution has begun. */
async function dies(runs: Recorder, times: number): Promise<void> {
  const run = await runs.began(times);
  await on.redis.client.del(`{issuewright}:runs:${run.claim.runId}:lock`);
  await run.stopped;
  run.end();
}

describe("a job whose workers die", () => {
  it("is abandoned after four deaths in which it did not get on, however many it survived before", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { stalledMs: 50 });
    await on.queue.submit(aJob(), { supersedes: false });
    for (let times = 0; times < 6; times += 1) {
      const { claim } = await runs.began(times);
      if (times === 0 || times === 2) await claim.progressed();
      await dies(runs, times);
    }
    expect((await runs.gaveUp(0)).because).toEqual({ kind: "workers-died", times: 4 });
    await on.idle();
    expect([runs.runs.length, runs.abandoned.length]).toEqual([6, 1]);
  });

  it("ends without a word where the words about it kill workers, too", async () => {
    await on.queue.submit(aJob(), { supersedes: false });
    let runId = "";
    const runs = recorder(async () => {
      await on.redis.client.del(`{issuewright}:runs:${runId}:lock`);
    });
    await on.aConsumer(runs.handler, { stalledMs: 50 });
    runId = (await runs.began(0)).claim.runId;
    for (let times = 0; times < 4; times += 1) await dies(runs, times);
    await on.idle();
    expect([runs.runs.length, runs.abandoned.length]).toEqual([4, 4]);
    expect((await on.queue.recall(issue)).lostRun).toBe(true);
  });
});
