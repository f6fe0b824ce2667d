// A run, from an admitted job to its one Outcome. Read this first.
import { ClaimLost } from "../../src/domain/errors.ts";
import type { Job } from "../../src/domain/job.ts";
import type { Outcome, RunReport } from "../../src/domain/outcome.ts";
import type { Labels } from "../../src/domain/rules.ts";
import type { Happening } from "../../src/domain/run-event.ts";
import type { Claim } from "../../src/queue/queue.ts";
import { asksOf } from "./decisions/asks.ts";
import type { Built } from "./decisions/next.ts";
import { lasting } from "./ending/lasting.ts";
import { parkUntilItsTurn } from "./ending/park.ts";
import { settle } from "./ending/settle.ts";
import { namedLog } from "./named-log.ts";
import { unbuiltUnder } from "./phases/baseline.ts";
import { build } from "./phases/build.ts";
import { ciHere, withoutRedCi } from "./phases/ci-here.ts";
import { orderOnce, type Redirected, redirectedBy } from "./phases/direction.ts";
import { ended, type Found } from "./phases/found.ts";
import { guardPatch } from "./phases/guard.ts";
import * as mergeWatch from "./phases/merge-watch.ts";
import { onNewerBase, onOtherBase } from "./phases/newer-base.ts";
import { onNewerBranch } from "./phases/newer-branch.ts";
import { baselineOnce, once, openOnce } from "./phases/once.ts";
import { publish } from "./phases/publish.ts";
import { sideBySide } from "./phases/side-by-side.ts";
import { specify } from "./phases/spec.ts";
import type { Opening } from "./phases/ticket.ts";
import * as wordForWord from "./phases/word-for-word.ts";
import { orderWork, type Plan } from "./phases/work-order.ts";
import { openGround } from "./phases/workspace.ts";
import type { Ports } from "./ports.ts";
import { begin, type Run } from "./state/begin.ts";
import { readCheckpoint } from "./state/kept-work.ts";

/**
 * Resolves with the report of a run that ended, whichever way; the issue already shows it. Rejects only when the run did
 * not end: the claim was lost, the process is going down, or something failed that another execution may not meet. Another
 * execution goes on at the first phase that is not done.
 */
export async function run(job: Job, claim: Claim, given: Ports): Promise<RunReport> {
  const ports = namedLog(given, claim.runId, job.issue);
  const it = begin(job, claim, ports, await readCheckpoint(claim.runId, ports));
  using _ = it.meter;
  return await settle(it, () => pursue(it));
}

async function pursue(it: Run): Promise<Outcome> {
  const read = await openOnce(it);
  if (read.kind === "ended") return read.outcome;
  let opening = read.value;
  await it.record(readOf(it, opening));
  for (;;) {
    const course = await buildFrom(it, opening);
    if (course.kind !== "redirected") return course;
    opening = course.opening;
  }
}

async function buildFrom(it: Run, opening: Opening): Promise<Outcome | Redirected> {
  const { phase, work } = it;
  const architect = architectOf(it);
  const signal = it.claim.signal;

  const opened = await phase("workspace", () => openGround(it, opening, signal));
  if (opened.kind === "ended") return opened.outcome;
  await using ground = opened.value;

  // The architect reads while set-up and checks run on the untouched base; no coder token before both are done.
  const endsRun = (thrown: unknown) => thrown instanceof ClaimLost || lasting(thrown, it.job) !== null;
  const agreed = await sideBySide(
    { signal, endsRun },
    (either) =>
      once(
        work.now().specified,
        () => phase("spec", () => architect.specify(it, ground, either)),
        (specified) => work.keep({ specified }),
      ),
    (either) => baselineOnce(it, ground, either),
  );
  if (agreed.kind === "ended") return agreed.outcome;
  const [specified, measured] = agreed.value;
  const redirected = await redirectedBy(it, opening, specified.spec);
  if (redirected !== null) return redirected;
  const baseline = withoutRedCi(measured, ground);
  const here = { ...ground, project: baseline.project };
  await it.record({ kind: "specified", spec: specified.spec });
  const broken = await ciHere(it, here, { ...specified, baseline });
  if (asksOf(it.job).watchesMerge) return await mergeWatch.watched(it, here, broken);
  if (broken.kind === "ended") return broken.outcome;

  const ordered = await orderOnce(it, { opening, spec: specified.spec }, () =>
    phase("work order", () => architect.orderWork(it, here, { ...specified, baseline })),
  );
  if (ordered.kind === "ended") return ordered.outcome;
  if (ordered.kind === "redirected") return ordered;
  const { order, opening: directed } = ordered.value;
  await it.keepPart({ kind: "order", order });
  const unbuilt = unbuiltUnder(baseline, order);
  if (unbuilt !== null) return unbuilt;
  await parkUntilItsTurn(it, order);

  await using newer = new AsyncDisposableStack();
  let plan: Plan = { ground: { ...here, opening: directed }, spec: specified.spec, baseline, order };
  let races = 0;
  for (let followed = 0; ; followed += 1) {
    const built = await build(it, plan, broken.value);
    if (built.kind === "ended") return built.outcome;

    const guarded = await phase("guard", () => guardPatch(plan, built.value.patch));
    if (guarded.kind === "ended") return guarded.outcome;

    const moved =
      (await onNewerBase(it, plan, built.value, followed)) ??
      (await publishOrFollow(it, plan, built.value, { labels: opening.labels, races: races++ }));
    if (moved.kind === "ended") return moved.outcome;
    if (moved.kind === "redirected") return moved;
    newer.use(moved.value.ground);
    plan = moved.value;
  }
}

function readOf({ job, meter }: Run, { ticket }: Opening): Happening {
  const { installationId } = job;
  return { kind: "read", title: ticket.title, installationId, budget: meter.budget() };
}

function architectOf({ job, settings }: Run) {
  if (asksOf(job).watchesMerge) return { specify: mergeWatch.specify, orderWork: wordForWord.orderWork };
  if (settings.architect === "on") return { specify, orderWork };
  return { specify: wordForWord.specify, orderWork: wordForWord.orderWork };
}

/** The end of the run; or its plan on what people made of branch or base meanwhile, which has to be measured again. */
async function publishOrFollow(
  it: Run,
  plan: Plan,
  built: Built,
  { labels, races }: { labels: Labels; races: number },
): Promise<Found<Plan> | Redirected> {
  const known = { ...it.state.now(), labels };
  const outcome = await it.phase("publish", () => publish(it, plan, built, known));
  if (outcome.kind === "overtaken") return onNewerBranch(it, plan, built, races);
  return outcome.kind === "retargeted" ? onOtherBase(it, plan, built, { ...outcome, races }) : ended(outcome);
}
