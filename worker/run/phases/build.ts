// The loop: coder → measurement → second pair of eyes, again with what failed, until it holds or a bound is reached.
import type { Evidence } from "../../../src/domain/evidence.ts";
import type { Finding } from "../../../src/domain/finding.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import { ticketText } from "../../../src/domain/ticket.ts";
import { type Done, openCoder } from "../../roles/coder.ts";
import { failuresText, findingsText, testsText, threadsText } from "../../roles/texts.ts";
import {
  afterChecks,
  afterNoChange,
  afterReview,
  failuresAfter,
  type NotYet,
} from "../decisions/after-attempt.ts";
import { NOTHING_BEGUN, strayFiles } from "../decisions/footprint.ts";
import { gaveUp, outOfBudget } from "../ending/endings.ts";
import type { Run } from "../state/context.ts";
import { type Progress, startProgress } from "../state/progress.ts";
import type { Assignment } from "./assignment.ts";
import { attempt, type Session } from "./attempt.ts";
import { escalate, triedText } from "./escalate.ts";
import type { Ground } from "./ground.ts";
import { openSandbox } from "./open-sandbox.ts";
import { reviewChange } from "./review.ts";
import { end, go, type Step } from "./step.ts";
import { verify } from "./verify.ts";
import { watchCoder } from "./watch.ts";

export type Built = { patch: Patch; evidence: Evidence; findings: Finding[]; done: Done };

export async function build(run: Run, assignment: Assignment): Promise<Step<Built>> {
  const { ground, baseline } = assignment;
  const place = { layer: baseline.layer, patch: ground.existing, purpose: "coder" } as const;
  await using sandbox = await openSandbox(run, ground, place, run.claim.signal);
  const transcript = await openCoder({
    spec: assignment.spec,
    order: assignment.order,
    threads: threadsText(ground.opening.threads),
    existingChange: ground.existing !== null,
    style: ground.style,
    issue: run.ports.settings.architect === "off" ? ticketText(ground.opening.ticket) : "",
  });
  const building = { run, assignment, session: { sandbox, transcript }, progress: startProgress(run) };
  for (;;) {
    const round = await goRound(building);
    if (round.kind === "end") return round;
    if (round.value !== null) return go(round.value);
  }
}

type Building = { run: Run; assignment: Assignment; session: Session; progress: Progress };

/** One attempt and what follows from it. Null: the coder was told why, and goes on. */
async function goRound(building: Building): Promise<Step<Built | null>> {
  const { run, assignment, session, progress } = building;
  const { history } = progress;
  const { settings } = run.ports;
  const watching = watchCoder({
    ...{ sandbox: session.sandbox, order: assignment.order, broken: progress.broken },
    checks: assignment.ground.project.checks,
    maxIdleSteps: settings.maxIdleSteps,
    budgetWall: progress.budgetWall,
    signal: run.claim.signal,
  });
  const attempted = await run.reporter.phase("build", () => attempt(run, assignment, session, watching));
  if (attempted.kind === "end") return attempted;
  history.attempts++;
  if (attempted.value.patch === null)
    return tellCoder(building, afterNoChange(attempted.value.wall, history, settings));
  const { patch, done, cap, wall } = attempted.value;
  const handedIn = cap === null && wall === null;
  const evidence = await run.reporter.phase("verify", () =>
    measureChange(building, { patch, done, handedIn }),
  );
  const exhausted = cap ?? run.meter.exhausted();
  const checked = afterChecks(evidence, history, settings, {
    exhausted,
    wall: wall ?? progress.budgetWall(),
    handedIn,
  });
  if (checked.kind !== "review") return tellCoder(building, checked);
  // Measured once from the reserve, for whoever takes it over; what its author did not hand in is not published.
  if (!handedIn && exhausted !== null) return end(outOfBudget(run, exhausted, "finish-change"));
  return haveReviewed(building, { patch, done, evidence });
}

async function measureChange(
  { run, assignment, progress }: Building,
  change: { patch: Patch; done: Done; handedIn: boolean },
): Promise<Evidence> {
  const measured = await verify(run, assignment, change);
  progress.measured(measured);
  const strays = strayFiles({ ...assignment, ...progress }, change.patch, await begunWith(assignment.ground));
  const evidence = {
    ...measured,
    leftOut: progress.leftOut,
    suspicions: [...measured.suspicions, ...strays],
  };
  await run.ports.keep.save(run.claim.runId, "evidence.json", JSON.stringify(evidence, null, 2));
  return evidence;
}

async function begunWith({ existing, workspace }: Ground): Promise<Pick<Patch, "changes">> {
  const applied = existing === null ? null : await workspace.apply(existing);
  return applied?.kind === "applied" ? applied.patch : NOTHING_BEGUN;
}

async function haveReviewed(
  building: Building,
  change: Omit<Built, "findings">,
): Promise<Step<Built | null>> {
  const { run, assignment, session, progress } = building;
  const verdict = await run.reporter.phase("review", () =>
    reviewChange(run, narrowed(assignment, progress.leftOut), change),
  );
  if (verdict.kind === "end") return verdict;
  const { findings } = verdict.value;
  const reviewed = afterReview(verdict.value, progress.history, run.ports.settings, run.meter.exhausted());
  if (reviewed.kind === "publish") return go({ ...change, findings });
  if (reviewed.kind === "give-up") return end(gaveUp(reviewed.reason));
  progress.history.reviews++;
  session.transcript.user(
    `A reviewer blocks the change. Mend these, then call \`done\` again:\n${findingsText(findings)}`,
  );
  return go(null);
}

/** What was left out on purpose is no defect of the change. */
function narrowed(assignment: Assignment, leftOut: string[]): Assignment {
  const { spec } = assignment;
  return { ...assignment, spec: { ...spec, outOfScope: [...spec.outOfScope, ...leftOut] } };
}

async function tellCoder(building: Building, checked: NotYet): Promise<Step<null>> {
  const { run, assignment, session, progress } = building;
  const { history, tried } = progress;
  const { transcript } = session;
  if (checked.kind === "give-up") return end(gaveUp(checked.reason, failuresText(checked.broken) || null));
  if (checked.kind === "again" && checked.because === "not-handed-in") {
    transcript.user(NOT_HANDED_IN);
    return go(null);
  }
  if (checked.kind === "again" && checked.because === "tests") {
    history.told.provesNothing ||= checked.provesNothing;
    history.told.weakened ||= checked.weakened.length > 0;
    transcript.user(testsText(checked));
    return go(null);
  }
  const { broken } = checked;
  if (broken.length > 0) {
    history.lastFailures = failuresAfter(broken, history);
    tried.push(triedText(history.attempts, broken));
  }
  if (checked.kind === "again") {
    transcript.user(
      `The checks, run on your change alone, do not hold. Mend it, then call \`done\` again:\n\n${failuresText(broken)}`,
    );
    return go(null);
  }
  progress.escalated();
  const amended = await escalate(run, assignment, { ...session, wall: checked.wall, broken, tried });
  if (amended.kind === "end") return amended;
  tried.push(amended.value.tried);
  progress.leftOut.push(...amended.value.leftOut);
  progress.amendments.push(amended.value.instructions);
  return go(null);
}

const NOT_HANDED_IN =
  "Your change as it stands was measured: its checks hold. Do what the order still asks for, and call `done`.";
