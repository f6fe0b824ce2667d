// Answers the threads of a review, each once: with the commit that came of it, or with the reason why none did.
import type { Evidence } from "../../../src/domain/evidence.ts";
import { type Outcome, type PullRef, unchanged } from "../../../src/domain/outcome.ts";
import { renderAnswer, renderUnchangedAnswer } from "../../../src/messages/answer.ts";
import type { Done } from "../../roles/coder.ts";
import type { Run } from "../state/begin.ts";
import type { Ground } from "./workspace.ts";

export type Landed = { pull: PullRef; commitSha: string; evidence: Evidence };

/** Returns how many were answered. */
export async function answerWithCommit(
  run: Pick<Run, "job" | "github">,
  { opening }: Ground,
  done: Done,
  { pull, commitSha, evidence }: Landed,
): Promise<number> {
  for (const thread of opening.threads) {
    const body = renderAnswer({ threadId: thread.id, commitSha, said: saidTo(thread.id, done), evidence });
    await run.github.pulls.answer(pull, run.job.issue, thread, commitSha, body);
  }
  return opening.threads.length;
}

/** The run came to exactly what the pull request holds. */
export async function answerUnchanged(
  run: Pick<Run, "job" | "claim" | "github">,
  { opening }: Ground,
  done: Done,
  pull: PullRef,
): Promise<Outcome> {
  const { threads } = opening;
  for (const thread of threads) {
    if (!(await run.claim.holds())) continue;
    const body = renderUnchangedAnswer({ threadId: thread.id, said: saidTo(thread.id, done) });
    await run.github.pulls.answer(pull, run.job.issue, thread, null, body);
  }
  return unchanged({ kind: "pull-holds-it", number: pull.number, answered: threads.length });
}

function saidTo(thread: number, done: Done): string | null {
  return done.answers.find((answer) => answer.thread === thread)?.text ?? null;
}
