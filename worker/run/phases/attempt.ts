// One pass of the coder, under watch: what it said, what stopped it, and its change, applied on the host. Decides nothing.
import type { Clock } from "../../../src/clock.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import { stopOrderOf } from "../../../src/queue/queue.ts";
import type { Transcript } from "../../agent/transcript.ts";
import { work } from "../../roles/coder.ts";
import type { Sandbox, TakenOut } from "../../sandboxes/sandbox.ts";
import { coderTools } from "../../tools/index.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import type { Attempted, Taken } from "../decisions/after-attempt.ts";
import type { Run } from "../state/begin.ts";
import type { Learn } from "../state/state.ts";
import { type EquipNeeds, equip } from "./equip.ts";
import { leftOut, noting } from "./left-out.ts";
import type { Watching } from "./watch.ts";
import type { Plan } from "./work-order.ts";

/** The coder's sandbox and conversation, which last from its first attempt to its last. */
export type Session = {
  sandbox: Sandbox;
  transcript: Transcript;
  /** Paths that the coder wrote. */
  written: Set<string>;
};

export type AttemptNeeds = Pick<Run, "claim" | "clock" | "log"> &
  EquipNeeds & { learn: Learn<"diff" | "usage"> };

export async function attempt(
  run: AttemptNeeds,
  { ground, spec }: Plan,
  { sandbox, transcript, written }: Session,
  { watch, wall }: Watching,
): Promise<Attempted> {
  const { signal } = run.claim;
  const { leavings } = ground.project;
  const equipment = equip(run, ground.opening.rules, coderTools(noting(sandbox, written)), signal);
  const take = async (until: AbortSignal) => {
    const out = await sandbox.patch({ maxBytes: MAX_PATCH_BYTES, leavings, signal: until });
    run.learn({ diff: out.diff.length === 0 ? null : out.diff });
    return out;
  };
  const asked = {
    criteria: spec.criteria.map(({ id }) => id),
    threads: ground.opening.threads.map(({ id }) => id),
  };
  const { answer, out } = await keepingWork(run, take, async () => ({
    answer: await work(equipment, asked, { transcript, watch }),
    out: await take(signal),
  }));
  const taken = await applied(ground.workspace, out.diff);
  const ignored = await leftOut(written, sandbox, (path) => isThere(path, taken, ground.workspace));
  const uncarried = [...out.uncarried, ...ignored.map((path) => ({ path, because: "ignored" as const }))];
  return { answer, wall: wall(), taken, uncarried };
}

async function applied(workspace: Workspace, diff: Uint8Array): Promise<Taken> {
  if (diff.length === 0) return { kind: "nothing" };
  return await workspace.apply(diff);
}

/** The patch has it, or the base, where it may be as it was. */
function isThere(path: string, taken: Taken, { view }: Pick<Workspace, "view">): boolean {
  const changes = taken.kind === "applied" ? taken.patch.changes : [];
  return changes.some((change) => change.path === path) || view.contentId(path) !== null;
}

/** The change so far is taken before the sandbox goes, whatever stopped the coder. */
async function keepingWork<T>(
  { claim, clock, log }: AttemptNeeds,
  take: (signal: AbortSignal) => Promise<TakenOut>,
  work: () => Promise<T>,
): Promise<T> {
  const [worked] = await Promise.allSettled([work()]);
  if (worked.status === "fulfilled") return worked.value;
  const order = stopOrderOf(claim.signal)?.kind;
  // In those two cases the run begins again elsewhere, and nobody waits for this one.
  if (order !== "claim-lost" && order !== "hand-over") {
    const [taken] = await Promise.allSettled([inTime(clock, take)]);
    if (taken.status === "rejected") {
      log.warn({ reason: reasonOf(taken.reason) }, "the change of a stopped run was not kept");
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

const MAX_PATCH_BYTES = 10 * 1024 * 1024;
/** Far longer than a busy engine needs: somebody waits for a run they stopped, and an engine that hangs must not keep it. */
const SAVING_MS = 120_000;
