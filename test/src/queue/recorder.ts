// A handler whose runs the test ends by hand, and jobs for it.
import type { Cause } from "../../../src/domain/fault.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Claim, Handler } from "../../../src/queue/queue.ts";

type Run = {
  job: Job;
  claim: Claim;
  end(): void;
  fail(error: Error): void;
  /** The reason it was told to stop, when it is. */
  stopped: Promise<unknown>;
};

type Abandoned = { job: Job; runId: string; because: Cause };

export type Recorder = {
  handler: Handler;
  /** Runs in the order they began. */
  runs: Run[];
  /** Those that have not ended. */
  going(): Run[];
  abandoned: Abandoned[];
  /** The runs of which the queue said that they are over. */
  over: string[];
  /** The run that began as the nth, counted from 0; waits for it. */
  began(index: number): Promise<Run>;
  gaveUp(index: number): Promise<Abandoned>;
};

export function recorder(whenAbandoned: () => Promise<void> = async () => undefined): Recorder {
  const runs = arrivals<Run>();
  const abandoned = arrivals<Abandoned>();
  const ended = new Set<Claim>();
  const over: string[] = [];
  return {
    runs: runs.list,
    going: () => runs.list.filter(({ claim }) => !ended.has(claim)),
    abandoned: abandoned.list,
    over,
    began: runs.at,
    gaveUp: abandoned.at,
    handler: {
      run: (job, claim) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        const end = () => {
          ended.add(claim);
          resolve();
        };
        runs.add({ job, claim, end, fail: reject, stopped: stopOf(claim.signal) });
        return promise;
      },
      abandon: async (job, runId, because) => {
        abandoned.add({ job, runId, because });
        await whenAbandoned();
      },
      over: async (runId) => {
        over.push(runId);
      },
    },
  };
}

export function aJob(change: Partial<Job> = {}): Job {
  return {
    ...{ kind: "work", byCommand: false },
    issue: { repository: { owner: "octo", name: "hello" }, number: 1 },
    installationId: 7,
    asker: { kind: "person", login: "ada" },
    admittedAt: "2030-01-01T00:00:00.000Z",
    textDigest: null,
    vouches: true,
    acceptRecommended: false,
    delivery: "d-1",
    ...change,
  };
}

/** For a cancelling whose words about a run that never began nobody looks at. */
export const silently = async (): Promise<void> => undefined;

export function issueNumber(number: number): Job["issue"] {
  return { repository: { owner: "octo", name: "hello" }, number };
}

function stopOf(signal: AbortSignal): Promise<unknown> {
  if (signal.aborted) return Promise.resolve(signal.reason);
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(signal.reason), { once: true });
  });
}

function arrivals<T>() {
  const list: T[] = [];
  const waiting = new Map<number, (item: T) => void>();
  return {
    list,
    add: (item: T) => {
      waiting.get(list.length)?.(item);
      list.push(item);
    },
    at: (index: number): Promise<T> => {
      const there = list[index];
      return there ? Promise.resolve(there) : new Promise((resolve) => waiting.set(index, resolve));
    },
  };
}
