// Every trigger we have. A new one is a file and a line here.
import { ciEnded } from "./ci-ended.ts";
import { commentChanged } from "./comment-changed.ts";
import { issueClosed } from "./issue-closed.ts";
import { issueComment } from "./issue-comment.ts";
import { issueEdited } from "./issue-edited.ts";
import { issueLabeled } from "./issue-labeled.ts";
import { issueReopened } from "./issue-reopened.ts";
import { issueUnlabeled } from "./issue-unlabeled.ts";
import { pullChanged } from "./pull-changed.ts";
import { reviewSubmitted } from "./review-submitted.ts";
import { specEdited } from "./spec-edited.ts";
import type { Trigger } from "./trigger.ts";

export const triggers: Trigger[] = [
  issueLabeled,
  issueUnlabeled,
  issueClosed,
  issueReopened,
  issueEdited,
  issueComment,
  specEdited,
  commentChanged,
  reviewSubmitted,
  pullChanged,
  ciEnded,
];

/** What the app must subscribe to, as its settings page and app.yml name it. */
export function neededEvents(): string[] {
  const names = triggers.flatMap(({ events }) => events.map((event) => event.split(".")[0] ?? ""));
  return [...new Set(names)].toSorted();
}
