// A short comment that mentions the person who asked for a run, and says where to look.
import { BUDGET_NAMES } from "../domain/budget.ts";
import type { News } from "../domain/news.ts";
import type { Outcome } from "../domain/outcome.ts";
import { oneLine } from "../domain/text.ts";
import { askMarker } from "./marker.ts";
import { becauseOf } from "./outcome.ts";

const MAX_REASON_CHARACTERS = 300;

/** Null: it is no news to the person, or it has a comment of its own. */
export function renderMention(to: { issue: number; key: string; login: string; news: News }): string | null {
  const text = newsText(to.news);
  if (text === null) return null;
  return `${askMarker(to.issue, to.key)}
@${to.login}, ${text} The comment above says more.`;
}

/** A whole sentence, from its second word on. */
function newsText(news: News): string | null {
  switch (news.kind) {
    case "ran":
      return outcomeText(news.report.outcome);
    case "budget-low":
      return `${Math.floor(news.share * 100)} % of the ${BUDGET_NAMES[news.cap]} of this run is spent. \`/ai stop\` ends it; its work is kept.`;
    case "never-began":
    case "sweep-fails":
      return null;
    default:
      return news satisfies never;
  }
}

function outcomeText(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case "opened":
      return `#${outcome.pull.number} waits for your review.`;
    case "revised":
      return `#${outcome.pull.number} has a new commit that waits for your review.`;
    case "no-change":
      return `the run ended without a change: ${reason(outcome)}`;
    case "gave-up":
      return `the run gave up: ${reason(outcome)}`;
    case "failed":
      return `the run failed: ${reason(outcome)}`;
    // A question and a regression have comments of their own; who stopped a run or asked for another one knows of it.
    case "needs-answer":
    case "watched":
    case "cancelled":
    case "superseded":
      return null;
    default:
      return outcome satisfies never;
  }
}

function reason(outcome: Outcome): string {
  return `${oneLine(becauseOf(outcome), MAX_REASON_CHARACTERS).replace(/\.$/, "")}.`;
}
