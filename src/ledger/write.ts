// The writing side of the ledger in Redis: an event changes its run, its issue and the sums of the day in one step.
import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { issueKey } from "../domain/naming.ts";
import type { RunReport } from "../domain/outcome.ts";
import { identityOf } from "../domain/repository.ts";
import type { RunEvent } from "../domain/run-event.ts";
import { eventEntry, readReport, reportEntry } from "./entries.ts";
import {
  eventsKey,
  FEED,
  LANES_AT,
  partsKey,
  REPOSITORIES,
  reportKey,
  rowKey,
  runKey,
  runsOfKey,
  SUMS_AT,
  saidKey,
} from "./keys.ts";
import type { LedgerWriter, PullEnded } from "./ledger.ts";
import { notedOf } from "./noted.ts";
import { pack } from "./packed.ts";
import { rowOf } from "./read.ts";
import { APPEND, PULL_ENDED } from "./scripts.ts";
import { additionOf, dayOf, WRITTEN } from "./sums.ts";

const DAY_MS = 24 * 60 * 60_000;
const KEPT_MS = 30 * DAY_MS;
const SAID_MS = 7 * DAY_MS;
const LONG_MS = 400 * DAY_MS;
const STEPS_PER_RUN = 600;
const CAPS = {
  eventsPerRun: 1_000,
  /** What a follower may be behind before it misses something. */
  eventsInFeed: 10_000,
  mostRuns: 1_000,
  keptMs: KEPT_MS,
  longMs: LONG_MS,
  lanesAt: LANES_AT,
  written: WRITTEN,
};

export function writerOver(redis: Redis): LedgerWriter & { pullEnded(ended: PullEnded): Promise<void> } {
  return {
    append: (event) => append(redis, event),
    saveReport: async (report) => {
      await redis.set(reportKey(report.runId), reportEntry(report), "PX", KEPT_MS);
    },
    keepPart: async (runId, part) => {
      await redis.hset(partsKey(runId), part.kind, await pack(part));
      await redis.pexpire(partsKey(runId), KEPT_MS);
    },
    say: async (runId, step) => {
      const key = saidKey(runId);
      await redis.rpush(key, await pack(step));
      await redis
        .pipeline()
        .ltrim(key, 0, STEPS_PER_RUN - 1)
        .pexpire(key, SAID_MS)
        .exec();
    },
    pullEnded: async (ended) => {
      const known = {
        ...{ ...CAPS, ...ended, atMs: Date.parse(ended.at), ...namesOf(ended) },
        write: randomUUID(),
      };
      await redis.eval(PULL_ENDED, 1, rowKey(ended.issue), JSON.stringify(known));
    },
  };
}

async function append(redis: Redis, event: RunEvent): Promise<void> {
  const { runId, issue, at } = event;
  const keys = [eventsKey(runId), FEED, runKey(runId), rowKey(issue), runsOfKey(issue), REPOSITORIES];
  const { run, issue: onIssue, ...noted } = notedOf(event);
  const rest = {
    ...CAPS,
    ...noted,
    move: noted.move ?? "",
    ...(event.kind === "ended" ? await counted(redis, event) : {}),
    ...namesOf(event),
    runId,
    at,
    write: randomUUID(),
    atMs: Date.parse(at),
    run: Object.entries(run).flat(),
    onIssue: Object.entries(onIssue).flat(),
  };
  await redis.eval(APPEND, keys.length, ...keys, eventEntry(event), JSON.stringify(rest));
}

function namesOf({ issue }: Pick<RunEvent, "issue">) {
  const { repository } = issue;
  return {
    issue: JSON.stringify(issue),
    key: issueKey(issue),
    repository: JSON.stringify(repository),
    identity: identityOf(repository),
  };
}

/** A run has one worker at a time, so what is read here is still so when it is written. */
async function counted(redis: Redis, event: Extract<RunEvent, { kind: "ended" }>) {
  const [row, report] = await Promise.all([rowOf(redis, event.runId), redis.get(reportKey(event.runId))]);
  const usage: RunReport["usage"] = report === null ? {} : (readReport(report)?.usage ?? {});
  const key = `${SUMS_AT}${dayOf(event.at)}`;
  return { usd: row?.usd ?? 0, sums: { key, ...additionOf(event, row, usage) } };
}
