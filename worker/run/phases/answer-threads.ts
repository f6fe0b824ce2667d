// Answers the threads of a review, each once: with the commit that came of it, or with the reason why none did.
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Evidence } from "../../../src/domain/evidence.ts";
import { type Outcome, type PullRef, unchanged } from "../../../src/domain/outcome.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import type { Spec } from "../../../src/domain/spec.ts";
import type { Thread } from "../../../src/github/thread.ts";
import { renderAnswer, renderUnchangedAnswer } from "../../../src/messages/answer.ts";
import type { Course } from "../../../src/messages/direction.ts";
import { proverOf } from "../../evidence/prove/trace.ts";
import type { Done } from "../../roles/done.ts";
import { stands } from "../decisions/suggestions.ts";
import { isSettled, threadAnswer, toAnswer } from "../decisions/thread-answers.ts";
import type { Run } from "../state/begin.ts";
import { treeOf } from "./territory.ts";
import type { Plan } from "./work-order.ts";
import type { Ground } from "./workspace.ts";

export type Landed = { pull: PullRef; commitSha: string; patch: Patch; evidence: Evidence };

/** What was built, and from which spec. */
type Answering = Pick<Plan, "ground" | "spec">;

type AnswerNeeds = Pick<Run, "job" | "github" | "note" | "log">;

/** Returns how many were answered. What is published stands, whichever of its answers GitHub takes. */
export async function answerWithCommit(
  run: AnswerNeeds,
  { ground, spec }: Answering,
  done: Done,
  { pull, commitSha, patch, evidence }: Landed,
): Promise<number> {
  const threads = toAnswer(ground.opening.threads, done);
  if (threads.length === 0) return 0;
  const mended = (by: string) => mendedBy(by, evidence);
  const work = { done, mended, standing: await standing(ground, patch) };
  const changed = changedSince(ground, patch);
  const course = courseOf(ground, spec);
  const settled: number[] = [];
  const answered = await answerEach(run, threads, async (thread) => {
    const answer = threadAnswer(thread, work);
    const shown = { threadId: thread.id, upTo: upToIn(thread), commitSha };
    const body = renderAnswer({ ...shown, answer, evidence, course });
    await run.github.pulls.answer(pull, run.job.issue, thread, commitSha, body);
    if (isSettled(thread, answer, changed)) settled.push(thread.id);
  });
  await resolve(run, pull, settled);
  return answered;
}

function upToIn({ comments }: Thread): number | null {
  return comments.at(-1)?.id ?? null;
}

/** The run came to exactly what the pull request holds. */
export async function answerUnchanged(
  run: AnswerNeeds & Pick<Run, "claim">,
  { ground, spec }: Answering,
  done: Done,
  pull: PullRef,
): Promise<Outcome> {
  const threads = toAnswer(ground.opening.threads, done);
  const course = courseOf(ground, spec);
  const work = { done, mended: () => null, standing: [] };
  const answered = await answerEach(run, threads, async (thread) => {
    if (!(await run.claim.holds())) return;
    const answer = threadAnswer(thread, work);
    const body = renderUnchangedAnswer({ threadId: thread.id, upTo: upToIn(thread), answer, course });
    await run.github.pulls.answer(pull, run.job.issue, thread, null, body);
  });
  return unchanged({ kind: "pull-holds-it", number: pull.number, answered });
}

function courseOf({ opening, existing }: Ground, { version }: Spec): Course | null {
  const { direction, previous } = opening;
  if (direction === null) return null;
  return { direction, version, isNew: version !== previous?.version, isAfresh: existing === null };
}

function mendedBy(by: string, { head, mended }: Evidence): Prover | null {
  const named = proverOf(by, head);
  return mended.find((each) => JSON.stringify(each) === JSON.stringify(named)) ?? null;
}

/** A thread that somebody deleted meanwhile fails alone. */
async function answerEach(
  { note, log }: AnswerNeeds,
  threads: Thread[],
  answer: (thread: Thread) => Promise<void>,
): Promise<number> {
  let answered = 0;
  for (const thread of threads) {
    const [told] = await Promise.allSettled([answer(thread)]);
    if (told.status === "fulfilled") answered += 1;
    else log.warn({ thread: thread.id, reason: reasonOf(told.reason) }, "a thread could not be answered");
  }
  const left = threads.length - answered;
  if (left > 0) note([{ kind: "threads-not-answered", threads: left }]);
  return answered;
}

/** A thread that stays open is answered all the same. */
async function resolve({ job, github, log }: AnswerNeeds, pull: PullRef, settled: number[]): Promise<void> {
  if (settled.length === 0) return;
  const [done] = await Promise.allSettled([github.pulls.resolve(pull, job.issue, settled)]);
  if (done.status === "rejected")
    log.warn({ reason: reasonOf(done.reason) }, "threads could not be resolved");
}

/** The coder may have worked on the same lines since. */
async function standing({ workspace, suggested }: Ground, patch: Patch): Promise<number[]> {
  const tree = suggested.length === 0 ? null : await treeOf(workspace, patch.diff);
  const threads: number[] = [];
  for (const each of suggested) {
    const text = (await tree?.read(each.path)) ?? null;
    if (text !== null && stands(each, text)) threads.push(each.thread);
  }
  return threads;
}

/** Paths whose content differs from that which people reviewed. */
function changedSince({ onBranch }: Ground, patch: Patch): string[] {
  const then = new Map((onBranch?.changes ?? []).map(({ path, diff }) => [path, diff]));
  const now = new Map(patch.changes.map(({ path, diff }) => [path, diff]));
  return [...new Set([...then.keys(), ...now.keys()])].filter(
    (path) => Buffer.compare(then.get(path) ?? NONE, now.get(path) ?? NONE) !== 0,
  );
}

const NONE = new Uint8Array(0);
