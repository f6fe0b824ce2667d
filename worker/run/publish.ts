// The only place a run writes code to GitHub: one commit of exactly the verified tree, the draft, and the answers.
import type { Outcome } from "../../src/domain/outcome.ts";
import type { OpenPull, Published } from "../../src/github/github.ts";
import { renderAnswer } from "../../src/messages/answer.ts";
import {
  commitMessage,
  type PullView,
  pullTitle,
  renderPullRequest,
} from "../../src/messages/pull-request.ts";
import type { Assignment, Built } from "./build.ts";
import type { Run } from "./context.ts";
import { gaveUp } from "./endings.ts";

export async function publish(run: Run, assignment: Assignment, built: Built): Promise<Outcome> {
  const { ground, spec, order } = assignment;
  const { opening, workspace } = ground;
  const { github } = run.ports;
  const view: PullView = {
    issue: run.job.issue.number,
    title: order.title,
    summary: order.summary,
    spec,
    evidence: built.evidence,
    findings: built.findings,
    notes: notesFor(ground.existing, opening.pull),
    usage: run.meter.byRole(),
    phases: run.reporter.view().done,
    runId: run.claim.runId,
  };
  const gone = await goneMeanwhile(run);
  if (gone !== null) return gone;
  if (!(await run.claim.holds())) throw new ClaimLost();
  const published = await github.pulls.publish({
    issue: run.job.issue,
    branch: opening.branch,
    into: opening.into,
    parents: ground.parents,
    baseTreeSha: workspace.treeSha,
    files: await workspace.contents(built.patch),
    treeSha: built.patch.treeSha,
    patchText: built.patch.text,
    message: commitMessage(view),
    title: opening.pull?.title ?? pullTitle(view),
    body: renderPullRequest(view),
  });
  if (published.kind !== "published") return notPublished(published, opening.branch);
  return answerThreads(run, assignment, { built, published });
}

/** Whoever closes or deletes the issue takes the order back, also where no event told us. */
async function goneMeanwhile({ job, ports }: Run): Promise<Outcome | null> {
  const issue = await ports.github.tickets.state(job.issue);
  if (issue?.state === "open") return null;
  const because = issue === null ? "the issue is no longer there" : "the issue was closed";
  return { kind: "cancelled", by: "GitHub", because };
}

/** Another worker has the job now: this one writes nothing any more. */
export class ClaimLost extends Error {
  override name = "ClaimLost";
}

type Landed = { built: Built; published: Extract<Published, { kind: "published" }> };

async function answerThreads(
  run: Run,
  { ground }: Assignment,
  { built, published }: Landed,
): Promise<Outcome> {
  const { threads } = ground.opening;
  const answered = run.job.kind === "revise" ? threads : [];
  for (const thread of answered) {
    const said = built.done.answers.find((answer) => answer.thread === thread.id)?.text ?? null;
    const body = renderAnswer({
      threadId: thread.id,
      commitSha: published.commitSha,
      said,
      evidence: built.evidence,
    });
    await run.ports.github.pulls.answer(published.pull, run.job.issue, thread, published.commitSha, body);
  }
  if (published.created) return { kind: "opened", pull: published.pull };
  return { kind: "revised", pull: published.pull, commitSha: published.commitSha, answered: answered.length };
}

function notPublished(published: Exclude<Published, { kind: "published" }>, branch: string): Outcome {
  return published.kind === "branch-moved"
    ? gaveUp(
        `somebody pushed to \`${branch}\` while the run was under way, and nothing of theirs is written over`,
        null,
      )
    : gaveUp(
        `a person closed #${published.number}, the pull request for this branch, and it stays closed`,
        null,
      );
}

function notesFor(existing: string | null, pull: OpenPull | null): string[] {
  if (existing === null || pull === null || pull.commitsByOthers.length === 0) return [];
  return [
    `The branch holds ${pull.commitsByOthers.length} commit(s) by people; the run continued from them.`,
  ];
}
