// A handler that throws: how often it gets the job again, and what happens when it does not.
import { describe, expect, it } from "@jest/globals";
import { PermanentError, TransientError } from "../../../src/domain/errors.ts";
import { harness, issue } from "./harness.ts";
import { aJob, recorder } from "./recorder.ts";

const WRONG_KEY = {
  kind: "github-refused",
  task: "read-issue",
  request: "GET /user",
  status: 401,
  githubSaid: "no",
} as const;

const AWAY = new TransientError({
  ...{ kind: "github-away", task: "read-issue", request: "GET /user", status: 502, githubSaid: "" },
  waitMs: null,
});

const on = harness();

describe("a handler that throws", () => {
  it("is given the job three times, then the job is abandoned once", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    for (const retry of [0, 1, 2]) {
      const run = await runs.began(retry);
      expect(run.claim.retry).toBe(retry);
      run.fail(new Error(`the model went away, ${retry}`));
    }
    await on.idle();
    const runId = runs.runs[0]?.claim.runId;
    expect(runs.abandoned).toEqual([
      { job: aJob(), runId, because: { kind: "thrown", programSaid: "the model went away, 2" } },
    ]);
    expect(runs.runs.length).toBe(3);
  });

  it("is given it again as often as a service is away, and the issue stays its own", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { backoffMs: 1 });
    await on.queue.submit(aJob(), { supersedes: false });
    for (const retry of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const run = await runs.began(retry);
      expect([run.claim.retry, await on.queue.isRunning(issue)]).toEqual([retry, true]);
      run.fail(AWAY);
    }
    (await runs.began(8)).end();
    await on.idle();
    expect(runs.abandoned).toEqual([]);
  });

  it("is not given it again when a retry cannot help", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).fail(new PermanentError(WRONG_KEY));
    await on.idle();
    expect(runs.abandoned.map(({ because }) => because)).toEqual([{ kind: "fault", fault: WRONG_KEY }]);
    expect(runs.runs.length).toBe(1);
  });

  it("is asked to abandon again when that failed, and the issue is free only then", async () => {
    const free: boolean[] = [];
    const runs = recorder(async () => {
      free.push(!(await on.queue.isRunning(issue)));
      if (free.length === 1) throw new Error("GitHub is away");
    });
    await on.aConsumer(runs.handler, { backoffMs: 50 });
    await on.queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).fail(new PermanentError(WRONG_KEY));
    await on.idle();
    expect(free).toEqual([false, false]);
    expect(runs.abandoned.map(({ because }) => because)).toEqual([
      { kind: "fault", fault: WRONG_KEY },
      { kind: "fault", fault: WRONG_KEY },
    ]);
    expect(runs.runs.length).toBe(1);
  });

  it("lets the job behind it begin after it was abandoned", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { asleepMs: 600_000 });
    await on.queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    const first = await runs.began(0);
    await on.queue.submit(aJob({ delivery: "second" }), { supersedes: false });
    first.fail(new PermanentError(WRONG_KEY));
    const second = await runs.began(1);
    expect([second.job.delivery, runs.abandoned.length]).toEqual(["second", 1]);
    second.end();
    await on.idle();
  });
});
