// What is kept until it is done and failed so far: what it is, why, since when, and whether it is tried again by itself.
import type { Job as BullJob, Queue as BullQueue } from "bullmq";
import { type Cause, Fault } from "../domain/fault.ts";

export type Failed = {
  kind: "delivery" | "word";
  /** Of its kind, no other has it. */
  id: string;
  /** A delivery's event; what a word writes, or the announcer that tells it. */
  name: string;
  /** `waiting`: it is tried again by itself. */
  state: "waiting" | "given-up";
  /** What failed last. */
  why: Cause;
  /** Milliseconds since the epoch: since when it waits, or when it was given up. */
  atMs: number;
};

/** How much is still to be done, and how much was given up. */
export async function countsOf(
  bull: Pick<BullQueue, "getJobCounts">,
): Promise<{ open: number; givenUp: number }> {
  const { failed = 0, ...open } = await bull.getJobCounts("wait", "active", "delayed", "failed");
  return { open: Object.values(open).reduce((sum, count) => sum + count, 0), givenUp: failed };
}

/** What was given up in the last week, and what waits after a failure: of each the newest, `most` at most. */
export async function failedIn(
  kind: Failed["kind"],
  bull: Pick<BullQueue, "getFailed" | "getDelayed">,
  most: number,
): Promise<Failed[]> {
  const [givenUp, delayed] = await Promise.all([bull.getFailed(0, most - 1), bull.getDelayed(0, most - 1)]);
  const waiting = delayed.filter(({ failedReason }) => Boolean(failedReason));
  const all = [
    ...givenUp.map((job) => failedOf(kind, "given-up", job)),
    ...waiting.map((job) => failedOf(kind, "waiting", job)),
  ];
  return (await Promise.all(all)).toSorted((a, b) => b.atMs - a.atMs);
}

async function failedOf(
  kind: Failed["kind"],
  state: Failed["state"],
  { id = "", name, failedReason, finishedOn, timestamp }: BullJob<unknown>,
): Promise<Failed> {
  return { kind, id, name, state, why: await causeIn(failedReason), atMs: finishedOn ?? timestamp };
}

/** The message of our own errors is their fault as JSON, unless it was too long and cut. */
async function causeIn(message: string): Promise<Cause> {
  const [read] = await Promise.allSettled([Promise.resolve(message).then(JSON.parse)]);
  const fault = read.status === "fulfilled" ? Fault.safeParse(read.value).data : undefined;
  return fault === undefined ? { kind: "thrown", programSaid: message } : { kind: "fault", fault };
}
