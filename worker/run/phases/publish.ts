// The only place a run writes code to GitHub: one commit of exactly the verified tree, the draft, and the answers.
import { conclusionOf, tallyOf } from "../../../src/domain/conclusion.ts";
import { ClaimLost, reasonOf } from "../../../src/domain/errors.ts";
import { isEdited, type Job } from "../../../src/domain/job.ts";
import type { Note } from "../../../src/domain/note.ts";
import { gaveUp, type Outcome, type PullRef } from "../../../src/domain/outcome.ts";
import type { Labels } from "../../../src/domain/rules.ts";
import type { RunState } from "../../../src/domain/run-state.ts";
import { visible } from "../../../src/domain/text.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import { titleIn } from "../../../src/domain/title.ts";
import type { OpenPull } from "../../../src/github/github.ts";
import type { Publication, Published } from "../../../src/github/publication.ts";
import { commitMessage, type PullView, pullTitle } from "../../../src/messages/pull-request.ts";
import { isTestPath } from "../../toolchains/paths.ts";
import { linesOf } from "../decisions/growth.ts";
import type { Built } from "../decisions/next.ts";
import { endedBy } from "../decisions/pull-ended.ts";
import { goingOn } from "../decisions/rounds.ts";
import { takenBack } from "../decisions/taken-back.ts";
import { answerUnchanged, answerWithCommit } from "./answer-threads.ts";
import { evidentBody, type ShowNeeds, showEvidence } from "./show-evidence.ts";
import type { Plan } from "./work-order.ts";
import type { Ground } from "./workspace.ts";

export type PublishNeeds = ShowNeeds;
/** What the run knows by now. */
export type Known = Pick<RunState, "usage" | "done"> & { labels: Labels };

/** Of the issue as it is now; null where it is gone. */
type Live = { textDigest: string | null };

/**
 * Nothing was written, because somebody pushed to the branch since the run read it, or pointed the pull request at another
 * base.
 */
export type Overtaken = { kind: "overtaken" } | Extract<Published, { kind: "retargeted" }>;

export async function publish(
  run: PublishNeeds,
  plan: Plan,
  built: Built,
  known: Known,
): Promise<Outcome | Overtaken> {
  const { ground } = plan;
  const { opening, workspace } = ground;
  const now = await run.github.tickets.state(run.job.issue);
  const view = viewOf(run, plan, built, { ...known, textDigest: now?.textDigest ?? null });
  const becomesReady = isReady(view, ground);
  const title = await titleFor(view, ground);
  const because = takenBack(opening.ticket.labels, now, known.labels.ready);
  if (because !== null) return { kind: "cancelled", by: { kind: "github" }, because };
  if (!(await run.claim.holds())) throw new ClaimLost();
  if (opening.pull !== null && built.patch.treeSha === ground.publishedTreeSha) {
    await showEvidence(run, { view, pull: opening.pull, title, isNew: false });
    return answerUnchanged(run, plan, built.done, opening.pull);
  }
  const published = await run.github.pulls.publish({
    issue: run.job.issue,
    branch: opening.branch,
    into: opening.into,
    revises: opening.pull?.number ?? null,
    head: headOf(ground),
    parents: ground.parents,
    baseTreeSha: workspace.treeSha,
    files: await workspace.contents(built.patch),
    treeSha: built.patch.treeSha,
    draft: opening.draft,
    diff: built.patch.diff,
    message: commitMessage(view),
    // The check run comes first, so that the pull request is born with its address.
    textFor: async (commit) => ({
      title,
      body: await evidentBody(run, { ...view, isDraft: view.isDraft && !becomesReady }, commit),
    }),
  });
  if (published.kind !== "published") return notPublished(published, opening.branch);
  const { pull, commitSha, isNew, isOurs, described } = published;
  // The call that opened it may have been one of an earlier execution, which did not hear of it.
  const opened = opening.pull === null && isOurs;
  // Where a person opened a pull request from the branch, its text is theirs.
  const shown = opening.pull !== null || isOurs ? title : null;
  if (!described)
    await showEvidence(run, { view, pull: { ...pull, headSha: commitSha }, title: shown, isNew });
  const ready = becomesReady && (await madeReady(run, pull));
  const landed = { pull, commitSha, patch: built.patch, evidence: built.evidence };
  const answered = await answerWithCommit(run, plan, built.done, landed);
  const measured = tallyOf(view.evidence, view.spec.criteria);
  return opened
    ? {
        ...{ kind: "opened", pull, measured },
        ...(opening.draft ? {} : { noDraft: true }),
        ...(ready ? { ready: true } : {}),
      }
    : { kind: "revised", pull, commitSha, answered, measured };
}

function headOf({ opening, publishedTreeSha }: Ground): Publication["head"] {
  const { pull } = opening;
  return pull === null || publishedTreeSha === null ? null : { sha: pull.headSha, treeSha: publishedTreeSha };
}

/** Where the rules say so: every criterion is proven, and nothing is in doubt. */
function isReady({ evidence, spec }: PullView, { opening }: Ground): boolean {
  if (!opening.draft || opening.rules.ready !== "when-proved") return false;
  return conclusionOf(evidence, spec.criteria) === "success";
}

/** A draft that stays one is said, and ends nothing. One that a person made a draft again stays one without a word. */
async function madeReady(run: PublishNeeds, pull: PullRef): Promise<boolean> {
  const { job, github, log } = run;
  const { repository } = job.issue;
  if (await github.pulls.isDraftAgain(repository, pull.number)) return false;
  const [made] = await Promise.allSettled([github.pulls.markReady(repository, pull.number)]);
  if (made.status === "rejected")
    log.warn({ reason: reasonOf(made.reason) }, "the draft could not be marked as ready");
  return made.status === "fulfilled";
}

const NEWEST_COMMITS = 50;

/** A title that a person wrote stays, and so does ours where this run did only a part of the change. */
async function titleFor(view: PullView, { existing, opening, workspace }: Ground): Promise<string> {
  const { pull } = opening;
  if (pull === null) return pullTitle(view);
  const subjects = await workspace.subjects(pull.headSha, NEWEST_COMMITS);
  const isOurs = subjects.some((subject) => visible(subject) === visible(pull.title));
  return isOurs && existing === null ? pullTitle(view) : pull.title;
}

function viewOf(
  { job, claim }: PublishNeeds,
  { ground, spec, order }: Plan,
  built: Built,
  { usage, done, textDigest }: Known & Live,
): PullView {
  const { existing, convention, opening, workspace } = ground;
  const { round, rules } = opening;
  const { findings, left } = goingOn(built.findings, round, rules.rounds);
  const files = built.patch.changes.map(({ path }) => ({ path, isTest: isTestPath(path) }));
  return {
    issue: job.issue.number,
    title: titleIn(convention, { title: order.title, wish: opening.ticket.title, files }),
    summary: order.summary,
    spec,
    round: { number: round.number, first: round.first ?? linesOf(built.patch.changes, isTestPath) },
    evidence: built.evidence,
    findings,
    notes: [
      ...(left === 0
        ? []
        : [{ kind: "minor-findings-left-out" as const, round: round.number, findings: left }]),
      ...opening.afresh.map((paths) => ({ kind: "begun-afresh" as const, paths })),
      ...notesFor(existing, opening.pull),
      ...editedNotes(job, opening.ticket, textDigest),
      ...workspace.notes,
    ],
    usage,
    phases: done,
    runId: claim.runId,
    isDraft: opening.draft,
    transcriptUrl: null,
  };
}

/** Another worker has the job now: this one writes nothing any more. */
function notPublished(
  published: Exclude<Published, { kind: "published" }>,
  branch: string,
): Outcome | Overtaken {
  switch (published.kind) {
    case "branch-moved":
      return { kind: "overtaken" };
    case "retargeted":
      return published;
    case "workflows-differ":
      return gaveUp({ kind: "workflows-differ", branch, githubSaid: published.githubSaid });
    case "pull-closed":
      return endedBy("closed", published.number);
    case "pull-merged":
      return endedBy("merged", published.number);
    default:
      return published satisfies never;
  }
}

function editedNotes(job: Job, ticket: Ticket, now: string | null): Note[] {
  const isChanged = now !== null && ticket.textDigest !== null && now !== ticket.textDigest;
  return [
    ...(isEdited(job, ticket) ? [{ kind: "edited-since-admission" } as const] : []),
    ...(isChanged ? [{ kind: "edited-meanwhile" } as const] : []),
  ];
}

function notesFor(existing: Uint8Array | null, pull: OpenPull | null): Note[] {
  if (existing === null || pull === null || pull.commitsByOthers.length === 0) return [];
  return [{ kind: "continued-from-people", commits: pull.commitsByOthers.length }];
}
