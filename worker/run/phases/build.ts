// The loop: the coder works, its change is measured and reviewed, and `decisions/` says after each what follows.
import { type BrokenCheck, brokenCheck } from "../../../src/domain/broken-check.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { CheckResult, Evidence } from "../../../src/domain/evidence.ts";
import type { Finding } from "../../../src/domain/finding.ts";
import { gaveUp, type Outcome, unchanged } from "../../../src/domain/outcome.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { Growth } from "../../../src/domain/remark.ts";
import { type Spec, specChanges } from "../../../src/domain/spec.ts";
import { withoutReports } from "../../diagnostics/index.ts";
import type { HandIn } from "../../roles/ask-role.ts";
import { sentBackText, withoutRepeats } from "../../roles/sent-back.ts";
import { isNamedByFolder, isTestPath, languageOf } from "../../toolchains/paths.ts";
import { afterAdvice } from "../decisions/after-advice.ts";
import { afterAttempt } from "../decisions/after-attempt.ts";
import { afterChecks } from "../decisions/after-checks.ts";
import { afterReview } from "../decisions/after-review.ts";
import { attemptedIn, diffPart } from "../decisions/attempted.ts";
import { NOTHING_BEGUN, strayFiles } from "../decisions/footprint.ts";
import { grownBeyond, linesOf } from "../decisions/growth.ts";
import type { Built, Handed, Measured, Next } from "../decisions/next.ts";
import type { Run } from "../state/begin.ts";
import type { Reviewed } from "../state/checkpoint.ts";
import { type Progress, startProgress } from "../state/progress.ts";
import type { Keeper, Learn } from "../state/state.ts";
import { answerUnchanged } from "./answer-threads.ts";
import { askPeople } from "./ask-people.ts";
import { type AttemptNeeds, attempt } from "./attempt.ts";
import { type Coder, coderFor } from "./coder-session.ts";
import { dependenciesIn } from "./dependencies.ts";
import { escalate } from "./escalate.ts";
import { ended, type Found, found } from "./found.ts";
import { guardFaults } from "./guard.ts";
import type { SandboxNeeds } from "./open-sandbox.ts";
import { reviewChange } from "./review.ts";
import { countRound } from "./rounds.ts";
import { keepStand, standOf } from "./stand.ts";
import { verify } from "./verify.ts";
import { watchCoder } from "./watch.ts";
import type { Plan } from "./work-order.ts";
import type { Ground } from "./workspace.ts";

/** It runs phases of its own and needs what they need. */
export type BuildNeeds = AttemptNeeds &
  SandboxNeeds &
  Pick<
    Run,
    "job" | "settings" | "github" | "keep" | "keepPart" | "work" | "phase" | "record" | "budgets" | "note"
  > & {
    state: Pick<Keeper, "now">;
    learn: Learn<"spec" | "changes" | "diff" | "usage">;
  };

/** `broken`: what the change that is there already breaks; the coder begins with it. */
export async function build(run: BuildNeeds, plan: Plan, broken: CheckResult[]): Promise<Found<Built>> {
  const stand = await standOf(run, plan.ground.workspace);
  await using coder = coderFor(run, plan, stand);
  const building = {
    run,
    plan,
    coder,
    progress: startProgress(run, stand?.progress),
    reviewed: stand?.reviewed ?? null,
  };
  const begin =
    broken.length > 0 && stand === null
      ? ({ kind: "again", told: { kind: "checks", broken } } as const)
      : null;
  let next = stand?.next ?? begin ?? (await nextAttempt(building));
  for (;;) {
    const result = await follow(building, next);
    if (result !== null) return result;
    next = await nextAttempt(building);
  }
}

type Building = {
  run: BuildNeeds;
  plan: Plan;
  coder: Coder;
  progress: Progress;
  reviewed: Reviewed | null;
};

/** Does what was decided, and what is decided after that. Null: the coder was told why, and goes on. */
async function follow(building: Building, next: Next): Promise<Found<Built> | null> {
  const { run, plan, coder, progress } = building;
  if (next.kind === "again") progress.told(next.told);
  await keepStand(run, next, building);
  switch (next.kind) {
    case "measure":
      return follow(building, await measure(building, next.handed));
    case "review": {
      const answer = reviewedBefore(building, next.measured) ?? (await review(building, next.measured));
      const circumstances = { measured: next.measured, exhausted: run.meter.exhausted() };
      const { round, rules } = plan.ground.opening;
      const rounds = { round, rounds: rules.rounds };
      return follow(building, afterReview(answer, { ...circumstances, ...rounds, ...soFar(building) }));
    }
    case "publish":
      return found(next.built);
    case "again":
      (await coder.session()).transcript.user(sentBackText(next.told));
      return null;
    case "escalate": {
      progress.escalated(next.broken);
      const broken = withoutRepeats(next.broken);
      const stuck = { session: await coder.session(), wall: next.wall, broken, tried: progress.tried() };
      const answer = await escalate(run, plan, { ...stuck, diff: run.state.now().diff });
      return follow(building, afterAdvice(answer, { broken, spec: plan.spec, ...soFar(building) }));
    }
    case "ask":
      return ended(await askIn(run, plan.spec, next.spec));
    case "answer":
      await countRound(run, plan.ground.opening);
      return ended(await answerUnchanged(run, plan, next.done, next.pull));
    case "leave":
      return ended(unchanged(next.reason));
    case "give-up":
      return ended(gaveUp(next.reason, next.broken.map(asKept)));
    default:
      return next satisfies never;
  }
}

async function review({ run, plan, progress }: Building, measured: Measured): Promise<HandIn<Finding[]>> {
  const narrowed = narrow(plan, progress.leftOut());
  const before = progress.lastReview();
  const answer = await run.phase("review", () => reviewChange(run, narrowed, measured, before));
  if (answer.kind === "handed-in") progress.review(answer.value, measured.patch.diff);
  return answer;
}

/** A change that was only carried over to a newer base was read already; null: it was not. */
function reviewedBefore({ reviewed }: Building, { patch }: Measured): HandIn<Finding[]> | null {
  if (reviewed?.treeSha !== patch.treeSha) return null;
  return { kind: "handed-in", value: reviewed.findings };
}

function asKept(result: CheckResult): BrokenCheck {
  return brokenCheck(result, withoutReports(result.output));
}

function soFar({ run, progress }: Building) {
  return { history: progress.history(), bounds: run.settings, budgets: run.budgets() };
}

async function nextAttempt(building: Building): Promise<Next> {
  const { run, plan, coder, progress } = building;
  const { ground, spec, order } = plan;
  const session = await coder.session();
  const watching = watchCoder({
    ...{ sandbox: session.sandbox, order, broken: progress.broken(), checks: ground.project.checks },
    maxIdleSteps: run.settings.maxIdleSteps,
    budgetWall: progress.budgetWall,
    signal: run.claim.signal,
  });
  const attempted = await run.phase("build", () => attempt(run, plan, session, watching));
  progress.attempted(attempted.answer.kind === "handed-in" ? attempted.answer.value : null);
  const { pull, builtSpec } = ground.opening;
  const treeSha = builtSpec === spec.version ? ground.publishedTreeSha : null;
  const built = pull === null || treeSha === null ? null : { pull, treeSha };
  return afterAttempt(attempted, { built, done: progress.said(), ...soFar(building) });
}

async function measure(building: Building, handed: Handed): Promise<Next> {
  const { run, plan, progress } = building;
  const { patch, done, cap, wall, uncarried } = handed;
  const handedIn = cap === null && wall === null;
  const [evidence, faults] = await run.phase("verify", async () => {
    const measured = await verify(run, plan, { patch, done, handedIn });
    progress.measured(measured);
    return [
      await keepEvidence(building, { patch, uncarried }, measured),
      await guardFaults(plan, patch),
    ] as const;
  });
  const exhausted = cap ?? run.meter.exhausted();
  const stopped = { exhausted, wall: wall ?? progress.budgetWall(), handedIn };
  return afterChecks({ patch, done, evidence }, { ...stopped, guardFaults: faults, ...soFar(building) });
}

/** With what only the run knows: what the architect left out, files that nobody ordered, and other people's code. */
async function keepEvidence(
  building: Building,
  { patch, uncarried }: Pick<Handed, "patch" | "uncarried">,
  measured: Evidence,
): Promise<Evidence> {
  const { run, plan, progress } = building;
  const ordered = { order: plan.order, amendments: progress.amendments(), naming: NAMING };
  const strays = strayFiles(ordered, patch, await begunWith(plan.ground));
  const announced = [...plan.order.dependencies, ...progress.amendments()];
  const left = uncarried.map((each) => ({ kind: "uncarried", ...each }) as const);
  const evidence = {
    ...measured,
    dependencies: await dependenciesIn(plan.ground.workspace, patch, announced),
    leftOut: progress.leftOut(),
    suspicions: [...measured.suspicions, ...strays, ...grownIn(plan, patch), ...left],
  };
  // The pull request shows it as well.
  const text = JSON.stringify(evidence, null, 2);
  const [saved] = await Promise.allSettled([run.keep.save(run.claim.runId, "evidence.json", text)]);
  if (saved.status === "rejected")
    run.log.warn({ reason: reasonOf(saved.reason) }, "the evidence could not be kept as a file");
  await tellMeasured(building, patch, evidence);
  return evidence;
}

async function tellMeasured(
  { run, plan, progress }: Building,
  patch: Patch,
  evidence: Evidence,
): Promise<void> {
  const attempt = progress.history().attempts;
  await run.record(attemptedIn(attempt, evidence, plan.spec.criteria));
  await run.keepPart({ kind: "evidence", evidence });
  await run.keepPart(diffPart(patch.diff));
}

function grownIn({ ground }: Plan, { changes }: Pick<Patch, "changes">): Growth[] {
  const { round, rules } = ground.opening;
  return grownBeyond(round.first, linesOf(changes, isTestPath), rules.rounds);
}

const NAMING = { isNamedByFolder, isTestPath, languageOf };

async function begunWith({ existing, workspace }: Ground): Promise<Pick<Patch, "changes">> {
  const applied = existing === null ? null : await workspace.apply(existing);
  return applied?.kind === "applied" ? applied.patch : NOTHING_BEGUN;
}

/** The reviewer must not miss what was left out on purpose. */
function narrow(plan: Plan, leftOut: string[]): Plan {
  const { spec } = plan;
  return { ...plan, spec: { ...spec, outOfScope: [...spec.outOfScope, ...leftOut] } };
}

async function askIn(run: BuildNeeds, older: Spec, asking: Spec): Promise<Outcome> {
  run.learn({ spec: asking, changes: specChanges(older, asking) });
  return askPeople(run, asking);
}
