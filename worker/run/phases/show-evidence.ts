// Shows what was measured on the published commit, as a check run with the transcript, and describes the pull request.
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Note } from "../../../src/domain/note.ts";
import type { PullRef } from "../../../src/domain/outcome.ts";
import type { PublishedCommit } from "../../../src/github/publication.ts";
import { renderCheck } from "../../../src/messages/check-run.ts";
import { type PullView, renderPullRequest } from "../../../src/messages/pull-request.ts";
import { withoutSecrets } from "../../../src/secrets.ts";
import type { Run } from "../state/begin.ts";

export type Showing = {
  view: PullView;
  /** Its head is the commit that was measured. */
  pull: PullRef & { headSha: string };
  /** Null: a person wrote the pull request, and its text is left alone. */
  title: string | null;
  /** This run made the commit, so that nothing of ours can be on it. */
  isNew: boolean;
};

export type ShowNeeds = Pick<Run, "job" | "claim" | "github" | "log" | "recorder" | "note">;

/** Shows it on the commit alone; the body of a pull request that leads there. */
export async function evidentBody(run: ShowNeeds, view: PullView, commit: PublishedCommit): Promise<string> {
  const { url, note } = await report(run, view, commit);
  const notes = note === null ? view.notes : [...view.notes, note];
  return renderPullRequest({ ...view, transcriptUrl: url, notes, place: run.github.status.place });
}

export async function showEvidence(run: ShowNeeds, { view, pull, title, isNew }: Showing): Promise<void> {
  const body = await evidentBody(run, view, { sha: pull.headSha, isNew });
  if (title === null) return;
  const [told] = await Promise.allSettled([run.github.pulls.describe(pull, run.job.issue, { title, body })]);
  if (told.status === "fulfilled") return;
  run.log.warn({ reason: reasonOf(told.reason) }, "the pull request could not be described");
  run.note([{ kind: "pull-not-described" }]);
}

/** What is published is published: a check run that cannot be made is said, and never ends a run. */
async function report(
  run: ShowNeeds,
  view: PullView,
  { sha: headSha, isNew }: PublishedCommit,
): Promise<{ url: string | null; note: Note | null }> {
  const { job, github, log, recorder, claim } = run;
  const { issue, spec, evidence } = view;
  const { first, leftOut, last } = recorder.excerpt();
  const transcript = {
    first: await Promise.all(first.map(withoutSecrets)),
    leftOut,
    last: await Promise.all(last.map(withoutSecrets)),
  };
  const check = renderCheck({ issue, spec, evidence, transcript, keptAs: recorder.names() });
  const [reported] = await Promise.allSettled([
    github.checks.report(job.issue.repository, { ...check, headSha, runId: claim.runId }, { isNew }),
  ]);
  const fields = { runId: claim.runId, headSha };
  if (reported.status === "rejected") {
    log.warn({ ...fields, reason: reasonOf(reported.reason) }, "check run could not be made");
    return { url: null, note: null };
  }
  if (reported.value.kind === "reported") return { url: reported.value.url, note: null };
  if (reported.value.kind === "later") return { url: null, note: null };
  log.warn({ ...fields, reason: reported.value.githubSaid }, "check runs are not granted");
  return { url: null, note: { kind: "check-run-not-granted" } };
}
