// The durable door: a delivery is in Redis before it is acknowledged, and is judged from there until that has worked.
import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { countsOf, type Failed, failedIn } from "./failed.ts";
import { KEPT_OPTIONS, type KeptTiming, type KeptWorker, keptQueue, workOff } from "./kept.ts";

/** A delivery that GitHub signed, as it came. */
export const SignedDelivery = z.object({
  /** As in `X-GitHub-Event`. */
  name: z.string(),
  /** GitHub's GUID. It is not signed: whoever captured a delivery may send it again under another. */
  delivery: z.string(),
  /** The JSON text of the payload. */
  payload: z.string(),
  /** What telemetry knows the work by in which it came. */
  trace: z.string().optional(),
});
export type SignedDelivery = z.infer<typeof SignedDelivery>;

/** `known`: the same event with the same payload is stored already, or was judged within the last days. */
export type Stored = "stored" | "known";

/** The door's side. Fails fast when Redis is away. */
export type Deliveries = AsyncDisposable & {
  /**
   * Resolves once the delivery cannot be lost any more. What is known by event and payload is not stored a second time,
   * whatever its GUID says, unless judging it was given up: then it is judged again.
   */
  store(delivery: SignedDelivery): Promise<Stored>;
  /** How many are stored and not yet judged, and how many were given up within the last week. */
  counts(): Promise<{ open: number; givenUp: number }>;
  /** Given up in the last week, or not judged yet after a failure: of each the newest, `most` at most. */
  failed(most: number): Promise<Failed[]>;
  /** Has one judged again that was given up. False: it was not, or not any more. */
  judgeAgain(id: string): Promise<boolean>;
};

const NAME = "deliveries";
/** GitHub sends a delivery again for three days at most. */
const REMEMBERED_S = 4 * 24 * 60 * 60;
const AFRESH = { resetAttemptsMade: true };
const OPTIONS = { ...KEPT_OPTIONS, removeOnComplete: { age: REMEMBERED_S } };

/** `redis` stays the caller's. */
export function openDeliveries(redis: Redis, log: Log): Deliveries {
  const bull = keptQueue<SignedDelivery | null>(NAME, redis, log);
  return {
    async store(delivery) {
      const jobId = identityOf(delivery);
      const there = await bull.getJob(jobId);
      if (there !== undefined) {
        if (!(await there.isFailed())) return "known";
        await there.retry("failed", AFRESH);
        return "stored";
      }
      await bull.add(delivery.name, delivery, { ...OPTIONS, jobId });
      return "stored";
    },
    counts: () => countsOf(bull),
    failed: (most) => failedIn("delivery", bull, most),
    async judgeAgain(id) {
      const there = await bull.getJob(id);
      if (there === undefined || !(await there.isFailed())) return false;
      await there.retry("failed", AFRESH);
      return true;
    },
    [Symbol.asyncDispose]: () => bull.close(),
  };
}

function identityOf({ name, payload }: SignedDelivery): string {
  return createHash("sha256").update(`${name}\n${payload}`).digest("hex");
}

export type JudgeOptions = {
  redisUrl: string;
  /**
   * Judges one delivery. Throwing a PermanentError gives it up; anything else has it judged again, later and later, for
   * three days. May be called again for a delivery that it had judged, if this process ended in between.
   */
  judge(delivery: SignedDelivery): Promise<void>;
  /** Deliveries of one subject are judged in the order in which they came; null: in any order. */
  subjectOf(delivery: SignedDelivery): string | null;
  log: Log;
  clock?: Clock;
  timing?: Partial<KeptTiming>;
};

const AT_ONCE = 16;

/** The consumer's side. */
export function judgeDeliveries({ judge, subjectOf, ...options }: JudgeOptions): KeptWorker {
  const inOrder = takingTurns();
  return workOff({
    ...options,
    name: NAME,
    concurrency: AT_ONCE,
    fieldsOf: ({ data }) => {
      const { delivery, name } = SignedDelivery.safeParse(data).data ?? {};
      return { delivery, event: name };
    },
    async attempt(bull) {
      const read = SignedDelivery.safeParse(bull.data);
      // It was judged, and its worker died before that was noted.
      if (!read.success) return;
      await inOrder(subjectOf(read.data), () => judge(read.data));
      // Only that it was judged is remembered.
      await bull.updateData(null);
    },
  });
}

/** Runs works under one name one after the other, in the order in which they are given. */
function takingTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async (name: string | null, work: () => Promise<void>): Promise<void> => {
    if (name === null) return work();
    const before = last.get(name);
    const mine = Promise.allSettled([before]).then(work);
    const ended = Promise.allSettled([mine]);
    last.set(name, ended);
    void ended.then(() => {
      if (last.get(name) === ended) last.delete(name);
    });
    return mine;
  };
}
