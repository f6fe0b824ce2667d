// Where building stands, kept at each decision, so that another execution goes on from the change as it was then.
import { isEmpty, type Patch } from "../../../src/domain/patch.ts";
import { sentBackText } from "../../roles/sent-back.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import type { Next } from "../decisions/next.ts";
import type { Run } from "../state/begin.ts";
import type { KeptBuilding, Position, Reviewed } from "../state/checkpoint.ts";
import type { Progress, Progressed } from "../state/progress.ts";

/** `next` null: the coder goes on from `diff`, and is told `said`. */
export type Stand = {
  next: Next | null;
  said: string | null;
  diff: Uint8Array | null;
  progress: Progressed;
  reviewed: Reviewed | null;
};

type StandNeeds = Pick<Run, "work" | "log"> & { state: Pick<Run["state"], "now"> };

/** An ending needs no such place: it is kept as the outcome. */
export async function keepStand(
  run: StandNeeds,
  next: Next,
  { progress, reviewed }: { progress: Progress; reviewed: Reviewed | null },
): Promise<void> {
  const position = positionOf(next);
  if (position === null) return;
  const diff = patchOf(next)?.diff ?? run.state.now().diff;
  const text = diff === null ? null : Buffer.from(diff).toString("base64");
  await run.work.keep({ building: { position, diff: text, progress: progress.now(), reviewed } });
}

/** Null: nothing was built yet, or what is kept does not fit the commit, which the log says. */
export async function standOf(
  { work, log }: StandNeeds,
  workspace: Pick<Workspace, "apply">,
): Promise<Stand | null> {
  const { building } = work.now();
  if (building === null) return null;
  const stand = await restored(building, workspace);
  if (stand === null) log.warn({ position: building.position.kind }, "dropped a change that does not fit");
  return stand;
}

async function restored(
  { position, diff, progress, reviewed }: KeptBuilding,
  workspace: Pick<Workspace, "apply">,
): Promise<Stand | null> {
  const bytes = diff === null ? null : Buffer.from(diff, "base64");
  const rest = { diff: bytes, progress, reviewed, said: null };
  if (position.kind === "attempt") return { ...rest, next: null, said: position.said };
  if (position.kind === "escalate") return { ...rest, next: position };
  const applied = bytes === null ? null : await workspace.apply(bytes);
  if (applied?.kind !== "applied" || isEmpty(applied.patch)) return null;
  const next = nextAt(position, applied.patch);
  return next === null ? null : { ...rest, next };
}

/** Null: the evidence is of another tree. */
function nextAt(position: Exclude<Position, { kind: "attempt" | "escalate" }>, patch: Patch): Next | null {
  switch (position.kind) {
    case "measure": {
      const { done, cap, wall, uncarried } = position;
      return { kind: "measure", handed: { patch, done, cap, wall, uncarried } };
    }
    case "review": {
      const { done, evidence } = position;
      return evidence.treeSha === patch.treeSha
        ? { kind: "review", measured: { patch, done, evidence } }
        : null;
    }
    case "publish": {
      const { done, evidence, findings } = position;
      const built = { patch, done, evidence, findings };
      return evidence.treeSha === patch.treeSha ? { kind: "publish", built } : null;
    }
    default:
      return position satisfies never;
  }
}

function positionOf(next: Next): Position | null {
  switch (next.kind) {
    case "again":
      return { kind: "attempt", said: sentBackText(next.told) };
    case "escalate":
      return next;
    case "measure": {
      const { done, cap, wall, uncarried } = next.handed;
      return { kind: "measure", done, cap, wall, uncarried };
    }
    case "review": {
      const { done, evidence } = next.measured;
      return { kind: "review", done, evidence };
    }
    case "publish": {
      const { done, evidence, findings } = next.built;
      return { kind: "publish", done, evidence, findings };
    }
    case "ask":
    case "answer":
    case "leave":
    case "give-up":
      return null;
    default:
      return next satisfies never;
  }
}

function patchOf(next: Next): Patch | null {
  if (next.kind === "measure") return next.handed.patch;
  if (next.kind === "review") return next.measured.patch;
  return next.kind === "publish" ? next.built.patch : null;
}
