// Everything a run reads from GitHub before it does anything: ticket, rules, spec so far, our pull request, its threads.
import type { Asker } from "../../../src/domain/asker.ts";
import { sameComments, sameText, textBasis } from "../../../src/domain/basis.ts";
import { within } from "../../../src/domain/budget.ts";
import type { RedRead } from "../../../src/domain/ci.ts";
import type { Direction } from "../../../src/domain/direction.ts";
import { isEdited } from "../../../src/domain/job.ts";
import { branchName } from "../../../src/domain/naming.ts";
import { failed, type Outcome } from "../../../src/domain/outcome.ts";
import type { Pictures } from "../../../src/domain/picture.ts";
import { slug } from "../../../src/domain/repository.ts";
import type { Round } from "../../../src/domain/round.ts";
import { type Labels, labelsIn, RULES_PATH, type Rules } from "../../../src/domain/rules.ts";
import { type Spec, specDigest } from "../../../src/domain/spec.ts";
import { hiddenIn, isTrusted, type Ticket } from "../../../src/domain/ticket.ts";
import type { GitSource, OpenPull, Shown } from "../../../src/github/github.ts";
import type { Thread } from "../../../src/github/thread.ts";
import { readBuiltSpec, readRound } from "../../../src/messages/marker.ts";
import { parseRules } from "../../../src/rules.ts";
import { asksOf } from "../decisions/asks.ts";
import { directionAsked } from "../decisions/direction.ts";
import { bypassOf, draftOr, obstacleTo } from "../decisions/preflight.ts";
import { roundOf } from "../decisions/rounds.ts";
import type { Run } from "../state/begin.ts";
import type { Meter } from "../state/meter.ts";
import type { Keeper, Learn } from "../state/state.ts";
import { ended, type Found, found } from "./found.ts";
import { mergedPull } from "./merged-pull.ts";
import { picturesOf } from "./pictures.ts";
import { redJobs } from "./red-jobs.ts";
import { roundsOver } from "./rounds.ts";

/** What a run found on GitHub. */
export type Opening = {
  ticket: Ticket;
  rules: Rules;
  /** The names in force. */
  labels: Labels;
  /** The spec on the issue, and whether it was written from the text as it stands. */
  previous: Spec | null;
  previousIsCurrent: boolean;
  /** Every comment has been read for it. What nobody vouched for when a review came may differ all the same. */
  commentsAreRead: boolean;
  git: GitSource;
  /** Branch the change goes into, and its newest commit. */
  into: string;
  intoSha: string;
  /** A newer commit of it that a change which is there already was carried over to; null: none. */
  rebasedOn: string | null;
  /** Files that the base changed beneath the work, once for each time that it began afresh for that. */
  afresh: string[][];
  /** Our pull request is a draft, or will be. */
  draft: boolean;
  branch: string;
  branchSha: string | null;
  pull: OpenPull | null;
  /** The version of the spec our pull request was built from; null where that is not known. */
  builtSpec: number | null;
  /** Which round of review this is. */
  round: Round;
  threads: Thread[];
  /** Whether the threads change the spec; null: that is not known yet, or nothing waits. */
  direction: Direction | null;
  /** What the texts of ticket and threads show. */
  pictures: Pictures;
  /** The red jobs of the repository's CI that the run is about. */
  red: RedRead[];
};

export type TicketNeeds = Pick<Run, "job" | "claim" | "github" | "models" | "settings"> & {
  meter: Pick<Meter, "limit">;
  learn: Learn<"labels" | "commentRead" | "spec" | "taken" | "pull" | "basis" | "untrustedComments">;
  note: Keeper["note"];
};

/** What of it is kept: pictures and the way to the repository are asked for again. */
export function keptOf({
  git: _git,
  pictures: _pictures,
  ...kept
}: Opening): Omit<Opening, "git" | "pictures"> {
  return kept;
}

export async function openTicket(run: TicketNeeds): Promise<Found<Opening>> {
  const { github, job, settings } = run;
  const { issue } = job;
  const onIssue = await readIssue(run);
  if (onIssue.kind === "ended") return onIssue;
  const { ticket, previous, basis, rulesText, source, heads, bypassed } = onIssue.value;
  const onPull = job.merged === undefined ? found(onIssue.value.pull) : await mergedPull(run, job.merged);
  if (onPull.kind === "ended") return onPull;
  const pull = onPull.value;

  const reading = parseRules(rulesText);
  if (reading.kind === "invalid") return ended(failed({ kind: "rules-invalid", faults: reading.faults }));
  const { rules } = reading;
  const labels = labelsIn(rules, settings.labels);
  run.learn({ labels });
  const mayBypass = bypassOf(issue.repository, rules, bypassed);
  if (mayBypass !== null) return ended(mayBypass);
  run.meter.limit(within(settings.budget, rules.budget));
  const lacking = await run.models.lacking(rules.models, run.claim.signal);
  // Known before a token is spent, however late the role would come on.
  if (lacking !== null) return ended(failed({ kind: "model-failed", failure: lacking }));

  const drafts = await draftHere(run, { pull, rules, isPrivate: source.standing.isPrivate });
  if (drafts.kind === "ended") return drafts;
  const base = await baseOf(run, source, pull?.into ?? rules.base ?? source.defaultBranch);
  if (base.kind === "ended") return base;
  const branch = pull?.branch ?? branchName(issue.number, ticket.title);
  const how = { admittedAt: job.admittedAt, hear: rules.hear };
  const isOver = pull === null || job.merged !== undefined;
  const threads = isOver ? [] : await github.pulls.openThreads(pull, issue, how);
  // Said once, in the first comment: whoever can set a rule reads it there.
  if (basis === null && (await github.access.asksForReview(issue.repository)) === false)
    run.note([{ kind: "branch-unreviewed" }]);
  const round = roundOf(job, pull === null ? null : readRound(pull.body, issue.number));
  const over = await roundsOver(run, { round, rules, threads, pull });
  if (over !== null) return ended(over);
  return found({
    ticket,
    rules,
    labels,
    previous,
    git: source.git,
    ...base.value,
    rebasedOn: null,
    afresh: [],
    draft: drafts.kind === "draft",
    branch,
    pull,
    previousIsCurrent: basis === textBasis(ticket),
    commentsAreRead: basis !== null && sameComments(basis, textBasis(ticket)),
    branchSha: pull?.headSha ?? heads[branch] ?? null,
    builtSpec: pull === null ? null : readBuiltSpec(pull.body, issue.number),
    round,
    threads,
    direction: directionAsked(job),
    pictures: await picturesOf(run, { ticket, pull, threads }),
    red: pull === null || !asksOf(job).answersCi ? [] : await redJobs(github.ci, issue.repository, pull),
  });
}

/** Everything that is read at once. All is waited for: whichever fails, the comment is known by then and can show the ending. */
async function readIssue(run: TicketNeeds) {
  const { github, job, learn } = run;
  const { issue } = job;
  const [read, shown, looked, app] = await Promise.allSettled([
    github.tickets.read(issue, job),
    readComment(run),
    Promise.all([
      github.source.readFile(issue.repository, RULES_PATH),
      github.source.find(issue.repository),
      github.pulls.find(issue),
      github.access.bypassed(issue.repository),
    ]),
    github.access.lacking(),
  ]);
  const reading = outOf(read);
  if (reading.kind === "gone")
    return ended({ kind: "cancelled", by: { kind: "github" }, because: { kind: "issue-gone" } });
  const { previous, basis } = outOf(shown);
  const [rulesText, source, { open: pull, closed, heads }, bypassed] = outOf(looked);
  learn({ pull: pull === null ? null : { number: pull.number, url: pull.url } });
  if (reading.kind === "text-changed") return ended(textChanged("asked", job.asker));
  const { ticket } = reading;
  if (await isUnvouched(run, ticket, basis)) return ended(textChanged("spec-written", job.asker));
  const { repository } = issue;
  const mayAsk = pull === null && closed === null && asksOf(job).asksAfterRefusal;
  const obstacle = obstacleTo({
    ...{ repository, standing: source.standing, app: outOf(app), isLocked: reading.isLocked },
    // A review or a CI of what is closed by now asks for nothing.
    closed: asksOf(job).answersReview || asksOf(job).answersCi ? null : closed,
    refused: mayAsk ? await github.pulls.refusedFor(issue) : null,
  });
  if (obstacle !== null) return ended(obstacle);
  learn({ untrustedComments: ticket.untrustedComments });
  const hidden = hiddenIn(ticket);
  if (hidden.length > 0) run.note([{ kind: "text-not-shown", hidden }]);
  if (isEdited(job, ticket)) run.note([{ kind: "edited-since-admission" }]);
  return found({ ticket, previous, basis, rulesText, source, pull, heads, bypassed });
}

type Drafting = { pull: OpenPull | null; rules: Rules; isPrivate: boolean };

/** Every public repository has drafts. One that is open already stays as it is. */
async function draftHere({ github, job }: TicketNeeds, { pull, rules, isPrivate }: Drafting) {
  if (pull !== null) return { kind: pull.isDraft ? "draft" : "no-draft" } as const;
  const { repository } = job.issue;
  return draftOr(repository, rules, !isPrivate || (await github.pulls.hasDrafts(repository)));
}

/** The branch the change goes into, and its newest commit. */
async function baseOf(
  { github, job }: TicketNeeds,
  { headSha, defaultBranch }: { headSha: string | null; defaultBranch: string },
  into: string,
): Promise<Found<{ into: string; intoSha: string }>> {
  const { repository } = job.issue;
  if (headSha === null) return ended(failed({ kind: "repository-empty", repository: slug(repository) }));
  const intoSha = into === defaultBranch ? headSha : await github.source.branchSha(repository, into);
  return intoSha === null
    ? ended(failed({ kind: "no-base-branch", branch: into }))
    : found({ into, intoSha });
}

const NOTHING_SHOWN: Shown = { spec: { kind: "none" }, basis: null, edited: false };

/** Reads what the comment shows, so that it can be written from now on without losing any of it. */
async function readComment({
  job,
  github,
  learn,
  note,
}: TicketNeeds): Promise<{ previous: Spec | null; basis: string | null }> {
  const shown = await github.status.readShown(job.issue);
  const { spec, basis } = shown ?? NOTHING_SHOWN;
  if (spec.kind === "unreadable") note([{ kind: "spec-unreadable", said: spec.said }]);
  const previous = spec.kind === "read" ? spec.spec : null;
  learn({ commentRead: true, spec: previous, taken: previous === null ? null : specDigest(previous), basis });
  return { previous, basis };
}

function outOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

/** A comment vouches for itself alone: text that a stranger changed since the last spec waits for a maintainer. */
async function isUnvouched(
  { job, github }: TicketNeeds,
  ticket: Ticket,
  basis: string | null,
): Promise<boolean> {
  if (!asksOf(job).textNeedsVoucher || basis === null) return false;
  if (sameText(basis, textBasis(ticket))) return false;
  return !isTrusted(await github.access.permission(job.issue.repository, ticket.author));
}

function textChanged(after: "asked" | "spec-written", asker: Asker): Outcome {
  return {
    kind: "cancelled",
    by: { kind: "issuewright" },
    because: { kind: "text-changed", after, asker },
  };
}
