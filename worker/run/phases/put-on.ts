// Puts a change that was built on another ground: to be measured again there, or done again where it conflicts.
import { gaveUp } from "../../../src/domain/outcome.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { PatchFault } from "../../../src/domain/patch-fault.ts";
import type { GaveUpReason } from "../../../src/domain/reason.ts";
import { sentBackText } from "../../roles/sent-back.ts";
import type { Built } from "../decisions/next.ts";
import type { Run } from "../state/begin.ts";
import type { Position } from "../state/checkpoint.ts";
import { ended, type Found, found } from "./found.ts";
import { baselineOnce } from "./once.ts";
import { keptOf, type Opening } from "./ticket.ts";
import type { Plan } from "./work-order.ts";
import type { Ground } from "./workspace.ts";

/** What a model read and wrote stays: nobody is asked again. */
export async function putOn(run: Run, opening: Opening, built: Built, patch: Patch): Promise<void> {
  const { diff, treeSha } = patch;
  const position: Position = { kind: "measure", done: built.done, cap: null, wall: null, uncarried: [] };
  await keep(run, opening, { position, diff, reviewed: { treeSha, findings: built.findings } });
}

type Conflict = {
  by: "base" | "branch";
  fault: PatchFault;
  /** Where git found no conflict, but cannot take the change at all. */
  otherwise: GaveUpReason;
};

/** Only a person, or the coder in their place, can say what becomes of lines that both changed. */
export async function doAgain(
  run: Run,
  ground: Ground,
  built: Built,
  { by, fault, otherwise }: Conflict,
): Promise<Found<null>> {
  await run.record({ kind: "conflict", with: by });
  if (fault.kind !== "git-refused") return ended(gaveUp(otherwise));
  const { gitSaid } = fault;
  const said = sentBackText({ kind: "overtaken", by, change: built.patch.diff, gitSaid });
  const position: Position = { kind: "attempt", said };
  await keep(run, ground.opening, { position, diff: ground.existing, reviewed: null });
  return found(null);
}

/** The plan on its new ground, whose baseline is measured where it is another commit. */
export async function planOn(run: Run, plan: Plan, ground: Ground): Promise<Found<Plan>> {
  const baseline = await baselineOnce(run, ground, run.claim.signal);
  if (baseline.kind === "ended") return baseline;
  const { project } = baseline.value;
  return found({ ...plan, ground: { ...ground, project }, baseline: baseline.value });
}

type Standing = {
  position: Position;
  diff: Uint8Array | null;
  reviewed: { treeSha: string; findings: Built["findings"] } | null;
};

async function keep(run: Run, opening: Opening, { position, diff, reviewed }: Standing): Promise<void> {
  const { building } = run.work.now();
  if (building === null) return;
  run.learn({ diff });
  const text = diff === null ? null : Buffer.from(diff).toString("base64");
  await run.work.keep({
    opening: keptOf(opening),
    ...{ baseline: null, red: [] },
    building: { position, progress: building.progress, diff: text, reviewed },
  });
}
