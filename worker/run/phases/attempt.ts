// One pass of the coder, under watch; its change, taken out of the sandbox and applied on the host.
import type { Clock } from "../../../src/clock.ts";
import type { Cap } from "../../../src/domain/budget.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import { isEmpty, type Patch } from "../../../src/domain/patch.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import { stopOrderOf } from "../../../src/queue/queue.ts";
import type { Transcript } from "../../agent/transcript.ts";
import { type Done, work } from "../../roles/coder.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import { coderTools } from "../../tools/index.ts";
import { gaveUp, unanswered, unchanged } from "../ending/endings.ts";
import { equip, type Run } from "../state/context.ts";
import { answerUnchanged } from "./answer-threads.ts";
import type { Assignment } from "./assignment.ts";
import type { Ground } from "./ground.ts";
import { end, go, type Step } from "./step.ts";
import type { Watching } from "./watch.ts";

export type Session = { sandbox: Sandbox; transcript: Transcript };

/** What stopped the coder before it handed the change in is a cap or a wall; both null: it did. */
export type Attempted =
  | { patch: Patch; done: Done; cap: Cap | null; wall: Wall | null }
  /** It was stopped at a wall, and nothing is changed. */
  | { patch: null; wall: Wall };

export async function attempt(
  run: Run,
  { ground, spec }: Assignment,
  session: Session,
  watching: Watching,
): Promise<Step<Attempted>> {
  const equipment = equip(run, ground.opening.rules, coderTools(session.sandbox), run.claim.signal);
  const take = (signal: AbortSignal) => takeChange(run, ground, session.sandbox, signal);
  const { answer, diff } = await keepingWork(run, take, async () => ({
    answer: await work(equipment, session.transcript, watching.watch),
    diff: await take(run.claim.signal),
  }));
  const wall = watching.wall();
  if (wall !== null && diff.length === 0) return go({ patch: null, wall });
  if (wall === null && (answer.kind === "silent" || (answer.kind === "out-of-budget" && diff.length === 0))) {
    return end(unanswered(run, "carry-out-order", answer));
  }
  const applied = await ground.workspace.apply(diff);
  if (applied.kind === "does-not-apply")
    return end(gaveUp({ kind: "does-not-apply", said: applied.because }));
  if (answer.kind === "handed-in" && answer.value.blocked !== null) {
    return end(gaveUp({ kind: "coder-blocked", said: answer.value.blocked }));
  }
  const { patch } = applied;
  if (wall !== null)
    return go(isEmpty(patch) ? { patch: null, wall } : { patch, done: NOTHING, cap: null, wall });
  if (isEmpty(patch)) {
    return end(unchanged({ kind: "coder-changed-nothing" }));
  }
  const { pull, builtSpec } = ground.opening;
  // Measured already, for this very spec: nothing new can come of it.
  if (pull !== null && patch.treeSha === ground.publishedTreeSha && builtSpec === spec.version) {
    if (answer.kind !== "handed-in") return end(unanswered(run, "carry-out-order", answer));
    return end(await answerUnchanged(run, ground, answer.value, pull));
  }
  if (answer.kind === "handed-in") return go({ patch, done: answer.value, cap: null, wall });
  return go({ patch, done: NOTHING, cap: answer.kind === "out-of-budget" ? answer.cap : null, wall });
}

const NOTHING: Done = { blocked: null, proofs: [], answers: [] };

/** Whatever stops the coder in the middle, its change so far is taken before its sandbox goes. */
async function keepingWork<T>(
  run: Run,
  take: (signal: AbortSignal) => Promise<Uint8Array>,
  work: () => Promise<T>,
): Promise<T> {
  const [worked] = await Promise.allSettled([work()]);
  if (worked.status === "fulfilled") return worked.value;
  const order = stopOrderOf(run.claim.signal)?.kind;
  // In those two cases the run begins again elsewhere, and nobody waits for this one.
  if (order !== "claim-lost" && order !== "hand-over") {
    const [taken] = await Promise.allSettled([inTime(run.ports.clock, take)]);
    if (taken.status === "rejected") {
      run.ports.log.warn({ reason: reasonOf(taken.reason) }, "the change of a stopped run was not kept");
    }
  }
  throw worked.reason;
}

async function inTime<T>(clock: Clock, take: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const [late, taken] = [new AbortController(), new AbortController()];
  void clock.sleep(SAVING_MS, taken.signal).then(
    () => late.abort(new Error(`not taken within ${SAVING_MS} ms`)),
    () => undefined,
  );
  return await take(late.signal).finally(() => taken.abort());
}

async function takeChange(
  run: Run,
  ground: Ground,
  sandbox: Sandbox,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { leavings } = ground.project;
  const diff = await sandbox.patch({ maxBytes: MAX_PATCH_BYTES, leavings, signal });
  run.sofar.diff = diff.length === 0 ? null : diff;
  return diff;
}

const MAX_PATCH_BYTES = 10 * 1024 * 1024;
/** Far longer than a busy engine needs: somebody waits for a run they stopped, and an engine that hangs must not keep it. */
const SAVING_MS = 120_000;
