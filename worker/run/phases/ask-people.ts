// Asks the people of an issue what only they can decide: a new comment, because editing one notifies nobody.
import type { Outcome } from "../../../src/domain/outcome.ts";
import { blockingQuestions, type Spec } from "../../../src/domain/spec.ts";
import { renderQuestions } from "../../../src/messages/answer.ts";
import type { Run } from "../state/begin.ts";

/** The issue shows the spec already. Once per version, however often the run is begun. */
export async function askPeople(run: Pick<Run, "job" | "claim" | "github">, spec: Spec): Promise<Outcome> {
  const { issue, asker } = run.job;
  const questions = blockingQuestions(spec);
  const key = `spec-${spec.version}`;
  const { status } = run.github;
  const body = renderQuestions({ issue: issue.number, key, asker, questions, place: status.place });
  if (await run.claim.holds()) await status.ask(issue, key, body);
  return { kind: "needs-answer", questions, patchKept: null };
}
