// Places in a repository: never more than allowed, and none lost with a worker.
import { describe, expect, it } from "@jest/globals";
import { Parked } from "../../../src/domain/errors.ts";
import { harness } from "./harness.ts";
import { aJob, issueNumber, recorder } from "./recorder.ts";

const on = harness();

describe("a repository", () => {
  it("never has more runs than it may, over two workers, and holds up no other repository", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { perRepository: 2 });
    await on.aConsumer(runs.handler, { perRepository: 2 });
    const numbers = [1, 2, 3, 4, 5];
    for (const number of numbers)
      await on.queue.submit(aJob({ issue: issueNumber(number) }), { supersedes: false });
    const elsewhere = { repository: { owner: "octo", name: "other" }, number: 9 };
    await on.queue.submit(aJob({ issue: elsewhere }), { supersedes: false });
    await runs.began(2);
    for (const left of [3, 2, 1]) {
      // All others were refused at least once, and sleep.
      await on.asleep(left);
      const going = runs.going().map(({ job }) => job.issue.repository.name);
      expect(going.sort()).toEqual(["hello", "hello", "other"]);
      runs
        .going()
        .find(({ job }) => job.issue.number !== 9)
        ?.end();
      await runs.began(6 - left);
    }
    for (const run of runs.going()) run.end();
    for (const { job } of runs.runs) await on.idle(job.issue);
    expect(runs.runs.map(({ job }) => job.issue.number).sort()).toEqual([1, 2, 3, 4, 5, 9]);
  });

  it("gives the place of a run that ended to one that waits for it", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { perRepository: 1 });
    await on.queue.submit(aJob({ issue: issueNumber(1) }), { supersedes: false });
    const first = await runs.began(0);
    await on.queue.submit(aJob({ issue: issueNumber(2) }), { supersedes: false });
    await on.asleep(1);
    first.end();
    const second = await runs.began(1);
    expect(second.job.issue.number).toBe(2);
    second.end();
    await on.idle(issueNumber(2));
  });

  it("gives the place of a parked run to another, and lets it go on when it is resumed", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { perRepository: 1 });
    await on.queue.submit(aJob({ issue: issueNumber(1) }), { supersedes: false });
    const first = await runs.began(0);
    await on.queue.submit(aJob({ issue: issueNumber(2) }), { supersedes: false });
    first.fail(new Parked(600_000));
    const second = await runs.began(1);
    expect([second.job.issue.number, await on.queue.isRunning(issueNumber(1))]).toEqual([2, true]);
    second.end();
    await on.idle(issueNumber(2));
    await on.queue.resume(issueNumber(1));
    const again = await runs.began(2);
    expect(again.claim).toMatchObject({ runId: first.claim.runId, retry: 1 });
    again.end();
    await on.idle(issueNumber(1));
  });

  it("stops a parked run at once", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).fail(new Parked(600_000));
    await on.asleep(1);
    const by = { kind: "person", login: "ada" } as const;
    await on.queue.cancel(aJob().issue, { by, because: { kind: "command" } }, async () => undefined);
    const again = await runs.began(1);
    expect(await again.stopped).toMatchObject({ kind: "cancelled", by });
    again.end();
    await on.idle();
  });

  it("has the place of a worker that died free for another issue", async () => {
    const worker = await on.aWorkerProcess();
    await on.queue.submit(aJob(), { supersedes: false });
    await worker.says("began");
    const runs = recorder();
    await on.aConsumer(runs.handler, { stalledMs: 600_000, perRepository: 1 });
    await on.queue.submit(aJob({ issue: issueNumber(2) }), { supersedes: false });
    await on.asleep(1);
    worker.child.kill("SIGKILL");
    const run = await runs.began(0);
    expect(run.job.issue.number).toBe(2);
    run.end();
    await on.idle(issueNumber(2));
  });

  it("gives way to one that has no run, though it asked earlier", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { concurrency: 2, perRepository: 2 });
    for (const number of [1, 2])
      await on.queue.submit(aJob({ issue: issueNumber(number) }), { supersedes: false });
    const first = await runs.began(0);
    await runs.began(1);
    await on.queue.submit(aJob({ issue: issueNumber(3) }), { supersedes: false });
    const elsewhere = { repository: { owner: "octo", name: "other" }, number: 9 };
    await on.queue.submit(aJob({ issue: elsewhere }), { supersedes: false });
    first.end();
    const third = await runs.began(2);
    expect(third.job.issue).toEqual(elsewhere);
    for (const run of runs.going()) run.end();
    (await runs.began(3)).end();
    for (const { job } of runs.runs) await on.idle(job.issue);
  });
});
