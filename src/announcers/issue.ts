// The issue itself: its comment says how the run ended, and its labels what is asked of people now.
import { PermanentError } from "../domain/errors.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { Labels } from "../domain/rules.ts";
import type { Telling } from "../domain/run-state.ts";
import type { GitHub, LabelChange, Shown } from "../github/github.ts";
import { renderNeverBegan, renderUntold } from "../messages/refusal.ts";
import { renderSticky } from "../messages/sticky.ts";
import type { Announcer } from "./announcer.ts";

export function theIssue({ status }: Pick<GitHub, "status">): Announcer {
  return {
    name: "issue",
    async announce(ended) {
      if (ended.kind === "never-began") {
        await status.writeNotice(ended.issue, renderNeverBegan(ended.issue.number, ended.stop));
        return;
      }
      const { report, state, labels, at } = ended;
      const { outcome } = report;
      const shown = state.commentRead ? state : withShown(state, await status.readShown(state.issue));
      const comment = renderSticky({ ...shown, running: [], updatedAt: at, outcome });
      const [written] = await Promise.allSettled([status.writeSticky(state.issue, comment)]);
      const refused = written.status === "rejected" ? written.reason : null;
      if (refused !== null && !(refused instanceof PermanentError)) throw refused;
      await status.changeLabels(state.issue, labelsAfter(outcome, labels));
      if (refused === null) return;
      if ("pull" in outcome) {
        const { repository } = state.issue;
        const { number } = outcome.pull;
        const issue = state.issue.number;
        await status.writeNotice({ repository, number }, renderUntold({ issue, pull: number, outcome }));
      }
      throw refused;
    },
  };
}

/** The spec on the issue stays, also where the run never came to read it. */
function withShown(state: Telling, shown: Shown | null): Telling {
  if (shown === null) return state;
  const { spec, basis } = shown;
  return { ...state, spec: spec.kind === "read" ? spec.spec : null, basis };
}

function labelsAfter({ kind }: Outcome, { working, inReview, needsInfo, blocked }: Labels): LabelChange {
  const shown = {
    opened: inReview,
    revised: inReview,
    "needs-answer": needsInfo,
    "no-change": null,
    "gave-up": blocked,
    cancelled: null,
    superseded: null,
    failed: blocked,
  }[kind];
  return { add: shown === null ? [] : [shown], remove: [working] };
}
