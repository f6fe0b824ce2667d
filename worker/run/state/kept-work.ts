// Keeps the checkpoint of a run as the run grows, and reads back what an earlier execution left.
import { isDeepStrictEqual } from "node:util";
import { reasonOf } from "../../../src/domain/errors.ts";
import { type RunState, Telling } from "../../../src/domain/run-state.ts";
import type { Log } from "../../../src/log.ts";
import type { Claim } from "../../../src/queue/queue.ts";
import type { Checkpoints } from "../ports.ts";
import { NO_WORK, Spent, Work } from "./checkpoint.ts";
import { KeptReply } from "./replies.ts";

/** `spent` null: nothing is known of it. */
export type Checkpoint = { work: Work; spent: Spent | null; replies: KeptReply[] };

export type KeptWork = {
  /** What is done by now, that of earlier executions included. */
  now(): Work;
  /** Resolves when it is kept, or cannot be: then the run goes on, and the log says so. A lost claim keeps nothing. */
  keep(part: Partial<Work>): Promise<void>;
  /** Kept in the background, the newest winning. */
  observe(state: RunState, elapsedMs: number): void;
  /** The run is over and everybody knows: nothing more is written. */
  close(): Promise<void>;
};

type Needs = { checkpoints: Checkpoints; log: Log };

/** A part that does not parse is dropped, as the log says: the run does it again. */
export async function readCheckpoint(runId: string, { checkpoints, log }: Needs): Promise<Checkpoint> {
  const read = async <T>(name: "work" | "spent", parse: (value: unknown) => T): Promise<T | null> => {
    const [parsed] = await Promise.allSettled([
      checkpoints.read(runId, name).then((text) => (text === null ? null : parse(JSON.parse(text)))),
    ]);
    if (parsed.status === "fulfilled") return parsed.value;
    log.warn({ checkpoint: name, reason: reasonOf(parsed.reason) }, "dropped a checkpoint");
    return null;
  };
  const [work, spent, replies] = await Promise.all([
    read("work", (value) => Work.parse(value)),
    read("spent", (value) => Spent.parse(value)),
    readReplies(runId, { checkpoints, log }),
  ]);
  return { work: work ?? NO_WORK, spent, replies };
}

/** A line that was left in part is the last one of a worker that was killed. */
async function readReplies(runId: string, { checkpoints, log }: Needs): Promise<KeptReply[]> {
  const [lines] = await Promise.allSettled([checkpoints.lines(runId)]);
  if (lines.status === "rejected") {
    log.warn({ checkpoint: "replies", reason: reasonOf(lines.reason) }, "dropped a checkpoint");
    return [];
  }
  const replies = await Promise.allSettled(
    lines.value.map(async (line) => KeptReply.parse(JSON.parse(line))),
  );
  return replies.flatMap((read) => (read.status === "fulfilled" ? [read.value] : []));
}

export function keepWork(
  { runId, holds, progressed }: Pick<Claim, "runId" | "holds" | "progressed">,
  before: Work,
  { checkpoints, log }: Needs,
): KeptWork {
  let work = before;
  let newest: Spent | null = null;
  let over = false;
  let writing: Promise<void> = Promise.resolve();
  const later = (write: () => Promise<void>) => {
    writing = writing.then(async () => {
      const [written] = await Promise.allSettled([ifHeld(write)]);
      if (written.status === "fulfilled") return;
      log.warn({ reason: reasonOf(written.reason) }, "a checkpoint could not be kept");
    });
    return writing;
  };
  const ifHeld = async (write: () => Promise<void>) => {
    if (!over && (await holds())) await write();
  };
  const writeSpent = async () => {
    const spent = newest;
    newest = null;
    if (spent !== null) await checkpoints.write(runId, "spent", JSON.stringify(spent));
  };
  return {
    now: () => work,
    keep: (part) => {
      const isNew = getsOn(work, part);
      work = { ...work, ...part };
      return later(async () => {
        await checkpoints.write(runId, "work", JSON.stringify(work));
        if (isNew) await progressed();
      });
    },
    observe(state, elapsedMs) {
      const isWaiting = newest !== null;
      newest = { version: 1, state: Telling.parse(state), elapsedMs };
      if (!isWaiting) void later(writeSpent);
    },
    close: () =>
      later(async () => {
        over = true;
      }),
  };
}

/** What was said differs with each execution, also where the run does not get on. */
function getsOn(work: Work, { said: _, transcripts: __, ...part }: Partial<Work>): boolean {
  const asKept = (value: object): unknown => JSON.parse(JSON.stringify(value));
  return !isDeepStrictEqual(asKept({ ...work, ...part }), asKept(work));
}
