// Words that are owed, in a real Redis: said as soon as that works, said once, and never over a newer run.
import { describe, expect, it } from "@jest/globals";
import type { Announcer } from "../../../src/announcers/announcer.ts";
import type { Ended } from "../../../src/domain/ended.ts";
import { PermanentError } from "../../../src/domain/errors.ts";
import { unchanged } from "../../../src/domain/outcome.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { initialState } from "../../../src/domain/run-state.ts";
import { until } from "../../support/redis.ts";
import { harness, issue } from "./harness.ts";
import { aJob, recorder } from "./recorder.ts";

const on = harness();

function anEnding(runId = "run-1"): Ended {
  const outcome = unchanged({ kind: "no-thread-waits" });
  const report = { runId, outcome, spec: null, usage: {}, phases: [] };
  const { diff: _, ...state } = initialState(runId, issue);
  return { kind: "ran", job: aJob(), report, state, labels: DEFAULT_LABELS, at: "2026-01-02T03:04:05.000Z" };
}

/** An announcer that fails as often as it is told to, and what it said. */
function anAnnouncer(failures: Error[] = []) {
  const said: Ended[] = [];
  const announcer: Announcer = {
    name: "issue",
    async announce(ended) {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      said.push(ended);
    },
  };
  return { announcer, said };
}

const outage = () => new Error("502");

describe("what is owed", () => {
  it("is said at once where that works, and never again", async () => {
    const { announcer, said } = anAnnouncer();
    const [keeping] = on.anOutbox().keeping(5, [announcer]);
    await keeping?.announce(anEnding());
    await on.aPayer((installationId) => (installationId === 5 ? [announcer] : []));
    expect(await on.owed()).toEqual({ open: 0, givenUp: 0 });
    expect(said).toEqual([anEnding()]);
  });

  it("is said later, by whoever is there then, until it works", async () => {
    const { announcer, said } = anAnnouncer([outage(), outage(), outage()]);
    const [keeping] = on.anOutbox().keeping(5, [announcer]);
    await keeping?.announce(anEnding());
    expect(said).toEqual([]);
    await on.aPayer(() => [announcer]);
    await until(() => said.length === 1);
    await until(async () => (await on.owed()).open === 0);
    expect(said).toEqual([anEnding()]);
  });

  it("is said after a death in between", async () => {
    const { announcer, said } = anAnnouncer();
    const silent = { name: "issue", announce: () => new Promise<void>(() => undefined) };
    const [keeping] = on.anOutbox().keeping(5, [silent]);
    void keeping?.announce(anEnding());
    await until(async () => (await on.owed()).open === 1);
    await on.aPayer(() => [announcer]);
    await until(() => said.length === 1);
  });

  it("is given up and stays visible where GitHub refuses it for good", async () => {
    const refused = new PermanentError({ kind: "redis-not-installed" });
    const { announcer, said } = anAnnouncer([outage(), refused]);
    const [keeping] = on.anOutbox().keeping(5, [announcer]);
    await keeping?.announce(anEnding());
    await on.aPayer(() => [announcer]);
    await until(async () => (await on.owed()).givenUp === 1);
    expect(said).toEqual([]);
  });

  it("waits while its run still holds the issue, and is dropped once a newer one does", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    const ofThisRun = anAnnouncer([outage()]);
    const ofAnOlderRun = anAnnouncer([outage()]);
    const [first] = on.anOutbox().keeping(5, [ofThisRun.announcer]);
    const [second] = on.anOutbox().keeping(5, [ofAnOlderRun.announcer]);
    await first?.announce(anEnding(run.claim.runId));
    await second?.announce(anEnding("an older run"));
    await on.aPayer(() => [{ ...ofThisRun.announcer }]);
    await until(async () => (await on.owed()).open === 1);
    expect([ofThisRun.said, ofAnOlderRun.said]).toEqual([[], []]);
    run.end();
    await until(() => ofThisRun.said.length === 1);
    expect(ofAnOlderRun.said).toEqual([]);
  });
});
