// The issue itself: its comment says how the run ended, and its labels what is asked of people now.
import type { Ended } from "../domain/ended.ts";
import { PermanentError } from "../domain/errors.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { Labels } from "../domain/rules.ts";
import { initialState } from "../domain/run-state.ts";
import type { GitHub, LabelChange } from "../github/github.ts";
import { shownOver, withShown } from "../github/shown.ts";
import { renderNeverBegan, renderUntold } from "../messages/refusal.ts";
import { renderCancelledWait } from "../messages/sticky.ts";
import type { Announcer, AnnouncerDeps } from "./announcer.ts";

export function theIssue({ github }: Pick<AnnouncerDeps, "github">): Announcer | null {
  if (github === null) return null;
  const { status } = github;
  return {
    name: "issue",
    tellsEach: false,
    async announce(news) {
      // A run itself shows there what it spends.
      if (news.kind === "budget-low" || news.kind === "sweep-fails") return;
      if (news.kind === "never-began") return neverBegan(news, status);
      const { report, state, labels, at } = news;
      const { outcome } = report;
      const write = async () => {
        const shown = state.commentRead ? state : withShown(state, await status.readShown(state.issue));
        const view = { ...shown, running: [], updatedAt: at, outcome, place: status.place };
        await status.writeSticky(state.issue, (there) => shownOver(there, view));
      };
      const written = await refusalOf(write());
      // Where the issue is deleted, its labels are refused as well.
      const labelled = await refusalOf(status.changeLabels(state.issue, labelsAfter(outcome, labels)));
      if (written !== null && "pull" in outcome) {
        const { repository } = state.issue;
        const { number } = outcome.pull;
        const issue = state.issue.number;
        await status.writeNotice({ repository, number }, renderUntold({ issue, pull: number, outcome }));
      }
      const refused = written ?? labelled;
      if (refused !== null) throw refused;
    },
  };
}

/** Null: it is done. Rejects where it may be done later. */
async function refusalOf(work: Promise<void>): Promise<PermanentError | null> {
  const [done] = await Promise.allSettled([work]);
  if (done.status === "fulfilled") return null;
  if (done.reason instanceof PermanentError) return done.reason;
  throw done.reason;
}

/** Where the comment says that the run waits, it says now that it will not begin. */
async function neverBegan(
  { issue, stop, waited }: Extract<Ended, { kind: "never-began" }>,
  status: GitHub["status"],
): Promise<void> {
  if (waited === null) return status.writeNotice(issue, renderNeverBegan(issue.number, stop));
  const shown = withShown(initialState(waited.runId, issue), await status.readShown(issue));
  const view = { ...shown, updatedAt: waited.at, outcome: null };
  await status.writeSticky(issue, (there) =>
    shownOver(there, view, (given) => renderCancelledWait(given, stop)),
  );
}

function labelsAfter({ kind }: Outcome, { working, inReview, needsInfo, blocked }: Labels): LabelChange {
  const shown = {
    opened: inReview,
    revised: inReview,
    "needs-answer": needsInfo,
    "no-change": null,
    watched: null,
    "gave-up": blocked,
    cancelled: null,
    superseded: null,
    failed: blocked,
  }[kind];
  return { add: shown === null ? [] : [shown], remove: [working] };
}
