// The issue itself: its comment says how the run ended, and its labels what is asked of people now.
import type { Outcome } from "../domain/outcome.ts";
import type { Labels } from "../domain/rules.ts";
import type { GitHub, LabelChange } from "../github/github.ts";
import { parseSpec } from "../messages/spec.ts";
import { readBasis, renderSticky, type StickyView } from "../messages/sticky.ts";
import type { Announcer, Ended } from "./announcer.ts";

export function theIssue({ status }: Pick<GitHub, "status">): Announcer {
  return {
    name: "issue",
    async announce(ended) {
      const { job, report, at, labels } = ended;
      const shown = ended.shown ?? shownBefore(ended, await status.readSticky(job.issue));
      const view = { ...shown, outcome: report.outcome, running: [], updatedAt: at };
      await status.writeSticky(job.issue, renderSticky(view));
      await status.changeLabels(job.issue, labelsAfter(report.outcome, labels));
    },
  };
}

/** The spec on the issue stays, also where the run never came to read it. */
function shownBefore({ job, report, at }: Ended, sticky: string | null): StickyView {
  const spec = sticky === null ? null : parseSpec(sticky);
  return {
    issue: job.issue.number,
    runId: report.runId,
    updatedAt: at,
    spec: spec?.kind === "read" ? spec.spec : null,
    changes: [],
    basis: sticky === null ? null : readBasis(sticky),
    untrustedComments: 0,
    notes: [],
    running: [],
    done: [],
    usage: {},
    outcome: null,
  };
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
