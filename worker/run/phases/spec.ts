// From the ticket to an agreed spec: used as it stands, accepted as recommended, or written (anew) by the architect.

import type { Job } from "../../../src/domain/job.ts";
import { type IssueSize, issueSize, mayBeSmall } from "../../../src/domain/size.ts";
import { acceptRecommended, blockingQuestions, type Spec, specChanges } from "../../../src/domain/spec.ts";
import { visible } from "../../../src/domain/text.ts";
import { ticketText } from "../../../src/domain/ticket.ts";
import { textBasis } from "../../../src/messages/sticky.ts";
import { type Specified, writeSpec } from "../../roles/architect.ts";
import { withConvention } from "../../roles/convention-text.ts";
import { readerTools } from "../../tools/index.ts";
import { unanswered, unchanged } from "../ending/endings.ts";
import { equip, type Run } from "../state/context.ts";
import { askPeople } from "./ask-people.ts";
import type { Ground } from "./ground.ts";
import { openOnDemand } from "./open-sandbox.ts";
import { end, go, type Step } from "./step.ts";
import type { Opening } from "./ticket.ts";

export async function specify(run: Run, ground: Ground, signal: AbortSignal): Promise<Step<Specified>> {
  const { opening } = ground;
  const written = await nextSpec(run, ground, signal);
  if (written.kind === "end") return written;
  const spec = versionAfter(opening.previous, written.value.spec);
  run.reporter.show({
    spec,
    ...(written.value.basis === null ? {} : { basis: written.value.basis }),
    changes:
      opening.previous === null || spec === opening.previous ? [] : specChanges(opening.previous, spec),
  });
  const questions = blockingQuestions(spec);
  if (questions.length > 0) return end(await askPeople(run, spec));
  const isBuilt = opening.pull !== null && opening.builtSpec === spec.version;
  if (run.job.kind === "refine" && isBuilt && opening.threads.length === 0) {
    return end(unchanged({ kind: "spec-unchanged" }));
  }
  return go({ spec, short: written.value.short });
}

/** Basis null: the one the comment shows stays. */
type Written = Specified & { basis: string | null };

async function nextSpec(run: Run, ground: Ground, signal: AbortSignal): Promise<Step<Written>> {
  const { previous, ticket, rules } = ground.opening;
  const agreed = previous !== null && run.job.acceptRecommended ? acceptRecommended(previous) : previous;
  if (agreed !== null && isCurrent(run.job, ground.opening))
    return go({ spec: agreed, short: null, basis: null });
  const place = { layer: null, patch: null, purpose: "architect" } as const;
  await using sandbox = openOnDemand(run, ground, place, signal);
  const equipment = equip(run, rules, readerTools(sandbox), signal);
  const text = ticketText(ticket);
  const answer = await writeSpec(equipment, {
    ...(await ground.territory()),
    ticketText: text,
    previous: agreed,
    style: withConvention(ground.style, ground.convention),
    short: sizeIfSmall(ground, text),
  });
  if (answer.kind !== "handed-in") return end(unanswered(run, "write-spec", answer));
  return go({ ...answer.value, basis: textBasis(ticket) });
}

/** Null: it takes the long way. */
function sizeIfSmall({ existing, opening, workspace }: Ground, text: string): IssueSize | null {
  const begun = existing !== null || opening.threads.length > 0;
  const size = { ...issueSize(visible(text), workspace.view.paths), begun };
  return mayBeSmall(size) ? size : null;
}

/** Whether no architect needs to read again. A comment may have been overtaken by what came after it, but is never lost. */
function isCurrent(job: Job, { previousIsCurrent, commentsAreRead }: Opening): boolean {
  if (job.kind === "revise") return commentsAreRead;
  return previousIsCurrent && (job.kind === "work" || job.acceptRecommended);
}

/** A version is new only when its words are. */
function versionAfter(previous: Spec | null, written: Spec): Spec {
  if (previous === null) return written;
  return specChanges(previous, written).length === 0
    ? previous
    : { ...written, version: previous.version + 1 };
}
