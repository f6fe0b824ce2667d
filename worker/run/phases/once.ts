// What a run does once, over all its executions: a later one takes what an earlier one kept.
import { within } from "../../../src/domain/budget.ts";
import type { Run } from "../state/begin.ts";
import { takeUp } from "../state/left.ts";
import { asKnown, type Baseline, measureBaseline } from "./baseline.ts";
import { type Found, found } from "./found.ts";
import { picturesOf } from "./pictures.ts";
import { keptOf, type Opening, openTicket } from "./ticket.ts";
import type { Ground } from "./workspace.ts";

/** The issue as it was read first, whatever became of it since; only pictures and the way to the repository are asked for again. */
export async function openOnce(run: Run): Promise<Found<Opening>> {
  const { opening } = run.work.now();
  if (opening !== null) {
    const { git } = await run.github.source.find(run.job.issue.repository);
    run.meter.limit(within(run.settings.budget, opening.rules.budget));
    return found({ ...opening, git, pictures: await picturesOf(run, opening) });
  }
  const opened = await run.phase("ticket", () => openTicket(run));
  if (opened.kind === "found") {
    const { git, pictures } = opened.value;
    const kept = keptOf(opened.value);
    const left = await takeUp(run, kept);
    await run.work.keep(left ?? { opening: kept });
    return found({ ...opened.value, ...(left?.opening ?? kept), git, pictures });
  }
  return opened;
}

/** What is reviewed already needs no machine any more; anything else finds the layer of set-up where the first left it. */
export async function baselineOnce(run: Run, ground: Ground, signal: AbortSignal): Promise<Found<Baseline>> {
  const { baseline, red, building } = run.work.now();
  const known = baseline === null ? null : { results: baseline, red };
  if (known !== null && building?.position.kind === "publish")
    return found({ layer: null, ...asKnown(ground.project, known) });
  const measured = await run.phase("baseline", () => measureBaseline(run, ground, known, signal));
  if (measured.kind === "found") {
    const { results, red: unbuilt } = measured.value;
    await run.work.keep({ baseline: results, red: unbuilt });
  }
  return measured;
}

/** `before`: what an earlier execution kept; null: nothing. */
export async function once<T>(
  before: T | null,
  work: () => Promise<Found<T>>,
  keep: (value: T) => Promise<void>,
): Promise<Found<T>> {
  if (before !== null) return found(before);
  const done = await work();
  if (done.kind === "found") await keep(done.value);
  return done;
}
