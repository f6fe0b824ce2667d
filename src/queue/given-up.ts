// What was kept until it is done and was given up: what it was, why, and when.
import type { Queue as BullQueue } from "bullmq";
import { type Cause, Fault } from "../domain/fault.ts";

export type GivenUp = {
  kind: "delivery" | "word";
  /** A delivery's event; what a word writes, or the announcer that tells it. */
  name: string;
  /** What failed last. */
  why: Cause;
  /** Milliseconds since the epoch. */
  atMs: number;
};

/** How much is still to be done, and how much was given up. */
export async function countsOf(
  bull: Pick<BullQueue, "getJobCounts">,
): Promise<{ open: number; givenUp: number }> {
  const { failed = 0, ...open } = await bull.getJobCounts("wait", "active", "delayed", "failed");
  return { open: Object.values(open).reduce((sum, count) => sum + count, 0), givenUp: failed };
}

/** Of the last week, the newest first. */
export async function givenUpIn(
  kind: GivenUp["kind"],
  bull: Pick<BullQueue, "getFailed">,
  most: number,
): Promise<GivenUp[]> {
  const jobs = await bull.getFailed(0, most - 1);
  const all = jobs.map(async ({ name, failedReason, finishedOn, timestamp }) => {
    return { kind, name, why: await causeIn(failedReason), atMs: finishedOn ?? timestamp };
  });
  return (await Promise.all(all)).toSorted((a, b) => b.atMs - a.atMs);
}

/** The message of our own errors is their fault as JSON, unless it was too long and cut. */
async function causeIn(message: string): Promise<Cause> {
  const [read] = await Promise.allSettled([Promise.resolve(message).then(JSON.parse)]);
  const fault = read.status === "fulfilled" ? Fault.safeParse(read.value).data : undefined;
  return fault === undefined ? { kind: "thrown", programSaid: message } : { kind: "fault", fault };
}
