// From the ticket to an agreed spec: used as it stands, accepted as recommended, or written (anew) by the architect.
import { acceptRecommended, blockingQuestions, type Spec, specChanges } from "../../src/domain/spec.ts";
import { ticketText } from "../../src/domain/ticket.ts";
import { renderQuestions } from "../../src/messages/answer.ts";
import { textBasis } from "../../src/messages/sticky.ts";
import { writeSpec } from "../roles/architect.ts";
import { readerTools } from "../tools/index.ts";
import { deskFor, type Run } from "./context.ts";
import { unanswered } from "./endings.ts";
import type { Ground } from "./open-ground.ts";
import { end, go, type Step } from "./step.ts";

export async function specify(run: Run, ground: Ground, signal: AbortSignal): Promise<Step<Spec>> {
  const { opening } = ground;
  const written = await nextSpec(run, ground, signal);
  if (written.kind === "end") return written;
  const spec = sameAsBefore(written.value, opening.previous);
  run.reporter.show({
    spec,
    basis: textBasis(ticketText(opening.ticket)),
    changes:
      opening.previous === null || spec === opening.previous ? [] : specChanges(opening.previous, spec),
  });
  const questions = blockingQuestions(spec);
  if (questions.length > 0) {
    const key = `spec-${spec.version}`;
    const body = renderQuestions({ issue: run.job.issue.number, key, asker: run.job.actor, questions });
    if (await run.claim.holds()) await run.ports.github.status.ask(run.job.issue, key, body);
    return end({ kind: "needs-answer", questions });
  }
  if (run.job.kind === "refine" && spec === opening.previous && opening.pull !== null) {
    return end({
      kind: "no-change",
      because: "The newest comments do not change the spec, and its pull request is open.",
    });
  }
  return go(spec);
}

async function nextSpec(run: Run, ground: Ground, signal: AbortSignal): Promise<Step<Spec>> {
  const { previous, previousIsCurrent, ticket, rules } = ground.opening;
  if (previous !== null && run.job.acceptRecommended) {
    return go({ ...acceptRecommended(previous), version: previous.version + 1 });
  }
  if (previous !== null && (run.job.kind === "revise" || (run.job.kind === "work" && previousIsCurrent))) {
    return go(previous);
  }
  await using sandbox = await run.ports.sandboxes.open(
    {
      image: ground.project.image,
      tree: ground.workspace.tree,
      layer: null,
      patch: null,
      egress: null,
      limits: run.ports.settings.limits,
      runId: run.claim.runId,
      purpose: "architect",
    },
    signal,
  );
  const desk = deskFor(run, rules, readerTools(sandbox), signal);
  const answer = await writeSpec(desk, { ticketText: ticketText(ticket), previous, style: ground.style });
  return answer.kind === "answered" ? go(answer.value) : end(unanswered("write the spec", answer));
}

/** A version is new only when its words are. */
function sameAsBefore(written: Spec, previous: Spec | null): Spec {
  return previous !== null && specChanges(previous, written).length === 0 ? previous : written;
}
