// The Redis scripts as functions: which job holds an issue. The server and every worker use them.
import type { Redis } from "ioredis";
import { z } from "zod";
import { Asker } from "../domain/asker.ts";
import { Cause } from "../domain/fault.ts";
import type { Job } from "../domain/job.ts";
import type { Occasion } from "../domain/occasion.ts";
import type { IssueRef } from "../domain/repository.ts";
import { Stop } from "../domain/stop.ts";
import { PREFIX } from "../redis/connection.ts";
import { heardKey, occasionArguments } from "./heard.ts";
import {
  JOBS,
  lockKey,
  PLACES_KEY,
  placeName,
  recentKey,
  stateKey,
  WAITING_KEY,
  WAITING_OF_KEY,
} from "./keys.ts";
import {
  CANCEL,
  DOES_HOLD,
  END,
  GIVE_UP,
  HOLDER,
  IS_DUE,
  PROGRESSED,
  STATE_OF,
  STOP_ORDER,
  SUBMIT,
  TAKE,
  TOLD,
} from "./scripts.ts";

/** Every worker listens here for stop orders; an order it missed is in the issue's state. */
export const STOP_CHANNEL = `${PREFIX}:stop`;

/** A stop order as it lies in Redis. The other kinds never leave the process. */
export const StoredOrder = z.discriminatedUnion("kind", [
  Stop.extend({ kind: z.literal("cancelled") }),
  z.object({ kind: z.literal("superseded"), by: Asker }),
]);
export type StoredOrder = z.infer<typeof StoredOrder>;

export const StopMessage = z.object({ runId: z.string(), order: StoredOrder });

export type Taking =
  | {
      kind: "taken";
      fence: number;
      retry: number;
      stop: StoredOrder | null;
      because: Cause | null;
      /** How often its workers had died when it last got on, or was given up. */
      survived: number;
    }
  /** Another run of the issue has not ended. */
  | { kind: "behind" }
  /** The repository has as many runs as it is allowed. */
  | { kind: "full" }
  /** Another repository waits that has fewer. */
  | { kind: "unfair" }
  /** A process writes on the issue that the job waits. */
  | { kind: "spoken-of" }
  /** Replaced, cancelled or ended meanwhile. */
  | { kind: "gone" };

/** A job as one worker holds it. */
export type Hold = { issue: IssueRef; runId: string; fence: number; token: string };

type Entry = {
  job: Job;
  runId: string;
  now: number;
  order: StoredOrder | null;
  givesWay: boolean;
  byBot: boolean;
  occasion: Occasion | null;
};

/** `heard`: the occasion was taken in before. `gave-way`: another job waits. Nothing was done then. */
export async function submit(
  redis: Redis,
  { job, runId, now, order, givesWay, byBot, occasion }: Entry,
): Promise<{ replaced: string | null; stopped: string | null; did: "wake" | "heard" | "gave-way" | "" }> {
  const keys = [stateKey(job.issue), recentKey(job.issue), heardKey(job.issue), WAITING_KEY, WAITING_OF_KEY];
  const args = [JOBS, runId, now, order ? JSON.stringify(order) : "", STOP_CHANNEL];
  const memory = [
    ...[...occasionArguments(occasion), job.admittedAt, job.textDigest ?? "", placeName(job.issue)],
    ...[givesWay, byBot].map((is) => (is ? "1" : "")),
  ];
  const reply = await redis.eval(SUBMIT, keys.length, ...keys, ...args, ...memory);
  const [replaced, stopped, did] = z.tuple([Id, Id, z.enum(["wake", "heard", "gave-way", ""])]).parse(reply);
  return { replaced, stopped, did };
}

export async function cancel(redis: Redis, issue: IssueRef, order: StoredOrder) {
  const keys = [stateKey(issue), WAITING_KEY, WAITING_OF_KEY];
  const reply = await redis.eval(CANCEL, keys.length, ...keys, JOBS, JSON.stringify(order), STOP_CHANNEL);
  const [waiting, active, said] = z.tuple([Id, Id, z.string()]).parse(reply);
  return { waiting, active, said: said === "said" };
}

/** It was said of a cancelled job that it never began. */
export async function told(redis: Redis, issue: IssueRef, runId: string): Promise<void> {
  await redis.eval(TOLD, 1, stateKey(issue), JOBS, runId);
}

export async function stateOf(redis: Redis, issue: IssueRef): Promise<"active" | "waiting" | "none"> {
  const reply = await redis.eval(STATE_OF, 1, stateKey(issue), JOBS);
  return z.enum(["active", "waiting", "none"]).parse(reply);
}

export async function countRecent(
  redis: Redis,
  issue: IssueRef,
  { sinceMs, byBots }: { sinceMs: number; byBots: boolean },
): Promise<number> {
  if (!byBots) return redis.zcount(recentKey(issue), `(${sinceMs}`, "+inf");
  const asked = await redis.zrangebyscore(recentKey(issue), `(${sinceMs}`, "+inf");
  return asked.filter((each) => each.startsWith("bot ")).length;
}

export async function take(
  redis: Redis,
  job: { issue: IssueRef; runId: string; perRepository: number },
): Promise<Taking> {
  const keys = [stateKey(job.issue), PLACES_KEY, WAITING_KEY, WAITING_OF_KEY];
  const args = [JOBS, job.runId, placeName(job.issue), job.perRepository];
  const reply = await redis.eval(TAKE, keys.length, ...keys, ...args);
  const [kind, fence, retry, stop, because, survived] = TakeReply.parse(reply);
  return kind === "taken"
    ? {
        kind,
        fence,
        retry,
        stop: parseOrder(stop),
        because: because === "" ? null : Cause.parse(JSON.parse(because)),
        survived,
      }
    : { kind };
}

/** Whether no other job of its issue is ahead of it any more. */
export async function isDue(redis: Redis, issue: IssueRef, runId: string): Promise<boolean> {
  return (await redis.eval(IS_DUE, 1, stateKey(issue), JOBS, runId)) === 1;
}

export async function holds(redis: Redis, hold: Hold): Promise<boolean> {
  const keys = [stateKey(hold.issue), lockKey(hold)];
  return (await redis.eval(DOES_HOLD, keys.length, ...keys, JOBS, hold.fence, hold.token)) === 1;
}

/** The run that began on the issue and has not ended; null: there is none. */
export async function holderOf(redis: Redis, issue: IssueRef): Promise<string | null> {
  return Id.parse(await redis.eval(HOLDER, 1, stateKey(issue), JOBS));
}

/** The worker that takes the job from now on abandons it. False: the claim is lost. */
export async function giveUp(redis: Redis, hold: Hold, because: Cause): Promise<boolean> {
  const keys = [stateKey(hold.issue), lockKey(hold)];
  const args = [JOBS, hold.fence, hold.token, hold.runId, JSON.stringify(because)];
  return (await redis.eval(GIVE_UP, keys.length, ...keys, ...args)) === 1;
}

/** Deaths of its workers up to now do not count against the run any more. False: the claim is lost. */
export async function progressed(redis: Redis, hold: Hold): Promise<boolean> {
  const keys = [stateKey(hold.issue), lockKey(hold)];
  const args = [JOBS, hold.fence, hold.token, hold.runId];
  return (await redis.eval(PROGRESSED, keys.length, ...keys, ...args)) === 1;
}

export type Ended = { kind: "ended"; following: string | null } | { kind: "claim-lost" };

/** Frees issue and slot, and names the job that follows. Does nothing when the claim is lost. */
export async function end(redis: Redis, hold: Hold): Promise<Ended> {
  const keys = [stateKey(hold.issue), lockKey(hold), PLACES_KEY];
  const args = [JOBS, hold.fence, hold.token, hold.runId];
  const [ended, following] = z
    .tuple([z.int(), Id])
    .parse(await redis.eval(END, keys.length, ...keys, ...args));
  return ended === 1 ? { kind: "ended", following } : { kind: "claim-lost" };
}

export async function stopOrder(redis: Redis, issue: IssueRef, runId: string): Promise<StoredOrder | null> {
  return parseOrder(z.string().parse(await redis.eval(STOP_ORDER, 1, stateKey(issue), JOBS, runId)));
}

const Id = z.string().transform((id) => (id === "" ? null : id));
const TakeReply = z.union([
  z.tuple([z.literal("taken"), z.int(), z.int(), z.string(), z.string(), z.int()]),
  z
    .tuple([z.enum(["behind", "full", "unfair", "spoken-of", "gone"])])
    .transform(([kind]) => [kind, 0, 0, "", "", 0] as const),
]);

function parseOrder(text: string): StoredOrder | null {
  return text === "" ? null : StoredOrder.parse(JSON.parse(text));
}
