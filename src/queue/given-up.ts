// What was kept until it is done and was given up: what it was, why, and when.
import type { Queue as BullQueue } from "bullmq";

export type GivenUp = {
  kind: "delivery" | "word";
  /** A delivery's event; what a word writes, or the announcer that tells it. */
  name: string;
  /** Why, in the words of what failed last. */
  said: string;
  /** Milliseconds since the epoch. */
  atMs: number;
};

/** Of the last week, the newest first. */
export async function givenUpIn(
  kind: GivenUp["kind"],
  bull: Pick<BullQueue, "getFailed">,
  most: number,
): Promise<GivenUp[]> {
  const jobs = await bull.getFailed(0, most - 1);
  return jobs
    .map(({ name, failedReason, finishedOn, timestamp }) => {
      return { kind, name, said: failedReason, atMs: finishedOn ?? timestamp };
    })
    .toSorted((a, b) => b.atMs - a.atMs);
}
