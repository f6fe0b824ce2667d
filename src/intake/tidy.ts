// Puts right what an issue shows: after its run was lost, and after its pull request was merged, closed or reopened; the ledger hears of it, too.
import { type Clock, isoNow } from "../clock.ts";
import type { Asked, Untidy } from "../domain/intent.ts";
import type { MergedLines } from "../domain/merged-lines.ts";
import type { IssueRef } from "../domain/repository.ts";
import type { Labels } from "../domain/rules.ts";
import type { GitHub, PullEnding } from "../github/github.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { renderMerged, renderWhyClosed } from "../messages/pull-ending.ts";
import { renderLostRun } from "../messages/refusal.ts";

type Place = {
  github: GitHub;
  labels: Labels;
  deletesMerged: boolean;
  ledger: Pick<Ledger, "pullEnded" | "issue">;
  clock: Clock;
};

export async function tidy(asked: Asked, untidy: Untidy, place: Place): Promise<void> {
  const { issue } = asked;
  const { status, pulls } = place.github;
  const { labels } = place;
  switch (untidy.because) {
    case "lost-run":
      await status.writeNotice(issue, renderLostRun(issue.number));
      return status.changeLabels(issue, { add: [], remove: [labels.working] });
    case "pull-closed": {
      const ending = await pulls.endingOf(issue.repository, untidy.pull);
      // Deliveries overtake each other.
      if (ending?.kind === "open") return;
      const { pull } = untidy;
      const at = isoNow(place.clock);
      if (ending?.kind === "merged") {
        const lines = await linesBetween(issue, ending, place);
        await place.ledger.pullEnded({ issue, at, ending: "merged", pull, lines });
        return afterMerge(asked, ending, { ...place, pull });
      }
      await place.ledger.pullEnded({ issue, at, ending: "closed", pull });
      return afterRefusal(asked, pull, place);
    }
    case "pull-reopened":
      await place.ledger.pullEnded({ issue, at: isoNow(place.clock), ending: "reopened" });
      return status.changeLabels(issue, { add: [labels.inReview], remove: [] });
    default:
      untidy satisfies never;
  }
}

type Merged = Extract<PullEnding, { kind: "merged" }>;

/** It is a number for people: nothing waits for a GitHub that does not say it. */
async function linesBetween(
  issue: IssueRef,
  { commitSha }: Merged,
  { ledger, github }: Place,
): Promise<MergedLines | null> {
  const headSha = (await ledger.issue(issue))?.head ?? null;
  if (headSha === null || commitSha === null) return null;
  const between = { headSha, commitSha };
  const [compared] = await Promise.allSettled([github.pulls.mergedLines(issue.repository, between)]);
  return compared.status === "fulfilled" ? compared.value : null;
}

async function afterMerge(
  { issue }: Asked,
  { into, commitSha, branch, headSha }: Merged,
  { github, labels, deletesMerged, pull }: Place & { pull: number },
): Promise<void> {
  const { status, pulls } = github;
  const { inReview, needsInfo, blocked } = labels;
  await status.changeLabels(issue, { add: [], remove: [inReview, needsInfo, blocked] });
  await status.writeNotice(issue, renderMerged(issue.number, { pull, into, commitSha }));
  if (deletesMerged) await pulls.deleteBranch(issue.repository, branch, headSha);
}

/** Asked once for each pull request, and not where the issue is closed as well: that is answer enough. */
async function afterRefusal(
  { issue, asker }: Asked,
  pull: number,
  { github: { status, tickets }, labels }: Place,
): Promise<void> {
  await status.changeLabels(issue, { add: [], remove: [labels.inReview] });
  if ((await tickets.state(issue))?.state !== "open") return;
  const key = `closed-${pull}`;
  await status.ask(issue, key, renderWhyClosed({ issue: issue.number, key, pull, asker }));
}
