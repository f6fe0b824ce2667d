// What became of each thread of a review, and which of them the commit settled.
import type { Evidence } from "../../../src/domain/evidence.ts";
import type { ThreadAnswer } from "../../../src/domain/thread-answer.ts";
import type { Thread } from "../../../src/github/github.ts";
import { proverOf } from "../../evidence/prove/trace.ts";
import type { Done } from "../../roles/coder.ts";

export type Work = {
  done: Done;
  /** Null: nothing was measured anew. */
  evidence: Pick<Evidence, "head" | "mended"> | null;
  /** Threads whose suggestion stands in the change, word for word. */
  standing: readonly number[];
};

export function threadAnswer({ id }: Pick<Thread, "id">, { done, evidence, standing }: Work): ThreadAnswer {
  const answer = done.answers.find(({ thread }) => thread === id);
  const said = answer?.text ?? null;
  const by = answer?.by ?? null;
  const mended = by === null || evidence === null ? null : mendedBy(by, evidence);
  if (standing.includes(id)) return { kind: "applied", said, mended };
  return answer?.disagrees ? { kind: "disagreed", said: answer.text } : { kind: "done", said, mended };
}

function mendedBy(by: string, { head, mended }: Pick<Evidence, "head" | "mended">) {
  const named = proverOf(by, head);
  return mended.find((each) => JSON.stringify(each) === JSON.stringify(named)) ?? null;
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
