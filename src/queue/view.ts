// The queue as people look at it: which jobs wait and why, who works, and what of deliveries and words is open.
import type { Queue as BullQueue } from "bullmq";
import type { Redis } from "ioredis";
import type { Clock } from "../clock.ts";
import { Job } from "../domain/job.ts";
import type { Wait } from "../domain/wait.ts";
import type { Deliveries } from "./deliveries.ts";
import { countsOf, type Failed, failedIn } from "./failed.ts";
import { type Places, whyItWaits } from "./next.ts";
import { places, standing } from "./waiting.ts";

/** A job that has not begun. */
export type Queued = {
  runId: string;
  job: Job;
  /** Milliseconds since the epoch. */
  sinceMs: number;
  /** Another run of its issue is at work. */
  behind: boolean;
  /** Null: it is about to begin, or is behind a run of its own issue. */
  why: Wait | null;
};

export type Machine = {
  places: Places;
  /** Runs at work by what identifies their repository. */
  running: Record<string, number>;
  waiting: number;
  /** Not yet done, and given up within the last week. */
  deliveries: Open;
  words: Open;
  /** Of both, newest first. */
  failed: Failed[];
};
export type Open = { open: number; givenUp: number };

export type QueueView = {
  /** The longest waiting first. */
  queued(): Promise<Queued[]>;
  machine(): Promise<Machine>;
};

const MOST_FAILED = 20;

type Needs = {
  redis: Redis;
  bull: BullQueue;
  /** Its jobs are words that are owed to people. */
  outbox: BullQueue;
  deliveries: Pick<Deliveries, "counts" | "failed">;
  clock: Clock;
};

export function viewOf({ redis, bull, outbox, deliveries, clock }: Needs): QueueView {
  return {
    async queued() {
      const all = await standing(redis);
      const there = await places(redis, clock.now());
      const each = all.waiting.map(async (waiting) => {
        const job = Job.safeParse((await bull.getJob(waiting.runId))?.data).data;
        const { runId, sinceMs, behind } = waiting;
        return job === undefined
          ? []
          : [{ runId, job, sinceMs, behind, why: whyItWaits(waiting, all, there) }];
      });
      return (await Promise.all(each)).flat();
    },
    async machine() {
      const [all, there, brought, owed, ...failed] = await Promise.all([
        standing(redis),
        places(redis, clock.now()),
        deliveries.counts(),
        countsOf(outbox),
        deliveries.failed(MOST_FAILED),
        failedIn("word", outbox, MOST_FAILED),
      ]);
      const running: Machine["running"] = {};
      for (const repository of all.running) running[repository] = (running[repository] ?? 0) + 1;
      return {
        places: there,
        running,
        waiting: all.waiting.length,
        deliveries: brought,
        words: owed,
        failed: failed
          .flat()
          .toSorted((a, b) => b.atMs - a.atMs)
          .slice(0, MOST_FAILED),
      };
    },
  };
}
