// Puts right what an issue shows: after its run was lost, and after its pull request was merged, closed or reopened.
import type { Asked, Untidy } from "./domain/intent.ts";
import type { Labels } from "./domain/rules.ts";
import type { GitHub, PullEnding } from "./github/github.ts";
import { renderMerged, renderWhyClosed } from "./messages/pull-ending.ts";
import { renderLostRun } from "./messages/refusal.ts";

type Place = { github: GitHub; labels: Labels; deletesMerged: boolean };

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
      if (ending?.kind === "merged") return afterMerge(asked, ending, { ...place, pull: untidy.pull });
      return afterRefusal(asked, untidy.pull, place);
    }
    case "pull-reopened":
      return status.changeLabels(issue, { add: [labels.inReview], remove: [] });
    default:
      untidy satisfies never;
  }
}

async function afterMerge(
  { issue }: Asked,
  { into, commitSha, branch, headSha }: Extract<PullEnding, { kind: "merged" }>,
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
