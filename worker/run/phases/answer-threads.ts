// Answers the threads of a review, each once: with the commit that came of it, or with the reason why none did.
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Evidence } from "../../../src/domain/evidence.ts";
import { type Outcome, type PullRef, unchanged } from "../../../src/domain/outcome.ts";
import type { Thread } from "../../../src/github/github.ts";
import { renderAnswer, renderUnchangedAnswer } from "../../../src/messages/answer.ts";
import type { Done } from "../../roles/coder.ts";
import type { Run } from "../state/begin.ts";
import type { Ground } from "./workspace.ts";

export type Landed = { pull: PullRef; commitSha: string; evidence: Evidence };

type AnswerNeeds = Pick<Run, "job" | "github" | "note" | "log">;

/** Returns how many were answered. What is published stands, whichever of its answers GitHub takes. */
export async function answerWithCommit(
  run: AnswerNeeds,
  { opening }: Ground,
  done: Done,
  { pull, commitSha, evidence }: Landed,
): Promise<number> {
  return answerEach(run, opening.threads, async (thread) => {
    const body = renderAnswer({ threadId: thread.id, commitSha, said: saidTo(thread.id, done), evidence });
    await run.github.pulls.answer(pull, run.job.issue, thread, commitSha, body);
  });
}

/** The run came to exactly what the pull request holds. */
export async function answerUnchanged(
  run: AnswerNeeds & Pick<Run, "claim">,
  { opening }: Ground,
  done: Done,
  pull: PullRef,
): Promise<Outcome> {
  const answered = await answerEach(run, opening.threads, async (thread) => {
    if (!(await run.claim.holds())) return;
    const upTo = thread.comments.at(-1)?.id ?? null;
    const body = renderUnchangedAnswer({ threadId: thread.id, upTo, said: saidTo(thread.id, done) });
    await run.github.pulls.answer(pull, run.job.issue, thread, null, body);
  });
  return unchanged({ kind: "pull-holds-it", number: pull.number, answered });
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

function saidTo(thread: number, done: Done): string | null {
  return done.answers.find((answer) => answer.thread === thread)?.text ?? null;
}
