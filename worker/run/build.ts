// The loop: coder → measurement → second pair of eyes, again with what failed, until it holds or a bound is reached.
import type { Cap } from "../../src/domain/budget.ts";
import type { Evidence } from "../../src/domain/evidence.ts";
import type { Finding } from "../../src/domain/finding.ts";
import { isEmpty, type Patch } from "../../src/domain/patch.ts";
import { oneLine } from "../../src/domain/text.ts";
import { stopOrderOf } from "../../src/queue/queue.ts";
import type { Transcript } from "../agent/transcript.ts";
import { advise } from "../roles/architect.ts";
import { type Done, openCoder, work } from "../roles/coder.ts";
import { failuresText, findingsText, orderText, patchText, threadsText } from "../roles/texts.ts";
import type { Sandbox } from "../sandboxes/sandbox.ts";
import { coderTools, readerTools } from "../tools/index.ts";
import { answerUnchanged } from "./answer.ts";
import type { Assignment } from "./assignment.ts";
import { deskFor, type Run } from "./context.ts";
import { type AfterChecks, afterChecks, afterReview, failureKey, type History } from "./decide.ts";
import { gaveUp, outOfBudget, unanswered } from "./endings.ts";
import { openSandbox } from "./open-sandbox.ts";
import { reviewChange } from "./review.ts";
import { end, go, type Step } from "./step.ts";
import { verify } from "./verify.ts";

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
  });
  const history: History = {
    attempts: 0,
    reviews: 0,
    escalations: 0,
    toldTestsProveNothing: false,
    lastFailures: null,
  };
  for (;;) {
    const attempted = await run.reporter.phase("build", () =>
      attempt(run, assignment, { sandbox, transcript }),
    );
    if (attempted.kind === "end") return attempted;
    history.attempts++;
    const { patch, done, cap } = attempted.value;
    const evidence = await run.reporter.phase("verify", () => verify(run, assignment, { patch, done }));
    await run.ports.keep.save(run.claim.runId, "evidence.json", JSON.stringify(evidence, null, 2));
    const checked = afterChecks(evidence, history, run.ports.settings, cap ?? run.meter.exhausted());
    if (checked.kind !== "review") {
      const next = await afterFailure(run, assignment, { checked, sandbox, transcript, history });
      if (next.kind === "end") return next;
      continue;
    }
    // Measured once from the reserve, for whoever takes it over; what its author did not hand in is not published.
    if (cap !== null) return end(outOfBudget(cap, "finish the change, whose checks hold so far"));
    const verdict = await run.reporter.phase("review", () =>
      reviewChange(run, assignment, { patch, evidence }),
    );
    if (verdict.kind === "end") return verdict;
    const reviewed = afterReview(verdict.value, history, run.ports.settings, run.meter.exhausted());
    if (reviewed.kind === "publish") return go({ patch, evidence, findings: verdict.value.findings, done });
    if (reviewed.kind === "give-up")
      return end(gaveUp(reviewed.because, findingsText(verdict.value.findings)));
    history.reviews++;
    transcript.user(
      `A reviewer blocks the change. Mend these, then call \`done\` again:\n${findingsText(verdict.value.findings)}`,
    );
  }
}

type Session = { sandbox: Sandbox; transcript: Transcript };

/** `cap` is what stopped the coder before it handed the change in; null: it did. */
type Attempted = { patch: Patch; done: Done; cap: Cap | null };

/** One pass of the coder; its change, taken out of the sandbox and applied on the host. */
async function attempt(run: Run, { ground, spec }: Assignment, session: Session): Promise<Step<Attempted>> {
  const desk = deskFor(run, ground.opening.rules, coderTools(session.sandbox), run.claim.signal);
  const { answer, text } = await keepingWork(run, session.sandbox, async () => ({
    answer: await work(desk, session.transcript),
    text: await takeChange(run, session.sandbox, run.claim.signal),
  }));
  if (answer.kind === "no-answer" || (answer.kind === "out-of-budget" && text === "")) {
    return end(unanswered("carry out the work order", answer));
  }
  const applied = await ground.workspace.apply(text);
  if (applied.kind === "does-not-apply")
    return end(gaveUp(`its change does not apply to the base: ${applied.because}`, null));
  if (answer.kind === "answered" && answer.value.blocked !== null) {
    return end(gaveUp(`the coder could not carry out the work order: ${answer.value.blocked}`, null));
  }
  if (isEmpty(applied.patch)) {
    return end({ kind: "no-change", because: "The coder finished without changing a file." });
  }
  const { pull, builtVersion } = ground.opening;
  // Measured already, for this very spec: nothing new can come of it.
  if (pull !== null && applied.patch.treeSha === ground.publishedTreeSha && builtVersion === spec.version) {
    if (answer.kind !== "answered") return end(unanswered("carry out the work order", answer));
    return end(await answerUnchanged(run, ground, answer.value, pull));
  }
  const { patch } = applied;
  if (answer.kind === "answered") return go({ patch, done: answer.value, cap: null });
  return go({ patch, done: { blocked: null, proofs: [], answers: [] }, cap: answer.cap });
}

/** Whatever stops the coder in the middle, its change so far is taken before its sandbox goes. */
async function keepingWork<T>(run: Run, sandbox: Sandbox, work: () => Promise<T>): Promise<T> {
  const [worked] = await Promise.allSettled([work()]);
  if (worked.status === "fulfilled") return worked.value;
  const order = stopOrderOf(run.claim.signal)?.kind;
  // In those two cases the run begins again elsewhere, and nobody waits for this one.
  if (order !== "claim-lost" && order !== "hand-over") {
    await Promise.allSettled([takeChange(run, sandbox, AbortSignal.timeout(SAVING_MS))]);
  }
  throw worked.reason;
}

async function takeChange(run: Run, sandbox: Sandbox, signal: AbortSignal): Promise<string> {
  const text = await sandbox.patch({ maxBytes: MAX_PATCH_BYTES, signal });
  run.sofar.patchText = text === "" ? null : text;
  return text;
}

const MAX_PATCH_BYTES = 10 * 1024 * 1024;
/** Somebody waits for a run they stopped. */
const SAVING_MS = 10_000;

type Failure = Session & { checked: Exclude<AfterChecks, { kind: "review" }>; history: History };

async function afterFailure(run: Run, assignment: Assignment, failure: Failure): Promise<Step<null>> {
  const { checked, history, transcript } = failure;
  if (checked.kind === "give-up") return end(gaveUp(checked.because, failuresText(checked.broken)));
  if (checked.kind === "again" && checked.because === "tests-prove-nothing") {
    history.toldTestsProveNothing = true;
    transcript.user(TESTS_PROVE_NOTHING);
    return go(null);
  }
  history.lastFailures = failureKey(checked.broken);
  const failures = failuresText(checked.broken);
  if (checked.kind === "again") {
    transcript.user(
      `The checks, run on your change alone, do not hold. Mend it, then call \`done\` again:\n\n${failures}`,
    );
    return go(null);
  }
  history.escalations++;
  return escalate(run, assignment, { ...failure, failures });
}

const TESTS_PROVE_NOTHING =
  "Your new or changed tests pass without your change, so they prove nothing. Make them fail on the old code at an assertion, or, if no test can, say so by calling `done` again.";

/** A reason is read on the issue; advice may be long. */
const MAX_REASON_CHARACTERS = 1200;

async function escalate(
  run: Run,
  { ground, order }: Assignment,
  wall: Failure & { failures: string },
): Promise<Step<null>> {
  const { sandbox, transcript, history } = wall;
  const desk = deskFor(run, ground.opening.rules, readerTools(sandbox), run.claim.signal);
  const advice = await advise(desk, {
    orderText: orderText(order),
    change: patchText(run.sofar.patchText ?? ""),
    diagnostics: wall.failures,
    tried: [`${history.attempts} attempts, the last two with the same failures`],
  });
  if (advice.kind !== "answered") return end(unanswered("get past the failing checks", advice));
  if (advice.value.kind === "stop") {
    const why = oneLine(advice.value.instructions, MAX_REASON_CHARACTERS);
    return end(gaveUp(`the architecting model sees no way past the failing checks: ${why}`, wall.failures));
  }
  history.lastFailures = null;
  transcript.user(
    `The architect looked at the failing checks and amends the work order:\n${advice.value.instructions}\n\n${wall.failures}`,
  );
  return go(null);
}
