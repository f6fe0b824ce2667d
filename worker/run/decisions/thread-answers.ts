// What became of each thread of a review, and which of them the commit settled.
import type { Prover } from "../../../src/domain/proof.ts";
import type { ThreadAnswer } from "../../../src/domain/thread-answer.ts";
import type { Thread } from "../../../src/github/thread.ts";
import type { Done } from "../../roles/done.ts";

export type Work = {
  done: Done;
  /** The test or check of that name that was red on the change as it was reviewed, and is green now; null: none was. */
  mended(by: string): Prover | null;
  /** Threads whose suggestion stands in the change, word for word. */
  standing: readonly number[];
};

export function threadAnswer({ id }: Pick<Thread, "id">, { done, mended, standing }: Work): ThreadAnswer {
  const answer = done.answers.find(({ thread }) => thread === id);
  // An empty text stands where the coder found nothing asked.
  const said = answer?.text || null;
  const by = answer?.by ?? null;
  const shown = { said, mended: by === null ? null : mended(by) };
  if (standing.includes(id)) return { kind: "applied", ...shown };
  return said !== null && answer?.disagrees ? { kind: "disagreed", said } : { kind: "done", ...shown };
}

/**
 * Whether the commit did what a thread on lines asks: its suggestion, or what the coder says it did, in the file that the
 * thread is on. Silence, other words than that and a review's own text settle nothing. `changed`: paths that the commit changes.
 */
export function isSettled({ kind, path }: Thread, answer: ThreadAnswer, changed: readonly string[]): boolean {
  if (kind !== "thread" || path === null) return false;
  if (answer.kind === "applied") return true;
  return answer.kind === "done" && answer.said !== null && changed.includes(path);
}

/**
 * The threads that get an answer. A review's own text gets none where the coder found nothing asked in it ("Close. Three
 * remarks."): its threads are answered. That counts only beside such threads, and not where the text has a question or code.
 */
export function toAnswer(threads: readonly Thread[], { answers }: Pick<Done, "answers">): Thread[] {
  const hasLines = threads.some(({ kind }) => kind === "thread");
  const asksNothing = ({ id, kind, comments }: Thread) =>
    kind === "review-body" &&
    answers.some(({ thread, asksNothing }) => thread === id && asksNothing) &&
    !comments.some(({ text }) => /\?|`{3}|~{3}/.test(text));
  return threads.filter((thread) => !(hasLines && asksNothing(thread)));
}
