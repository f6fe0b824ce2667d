// A comment on an issue: a command (`/ai …`), or plain words that refine the spec. Or one on a pull request of ours.
import { z } from "zod";
import { wishIn } from "../commands/index.ts";
import { asks, type Wish } from "../domain/intent.ts";
import { digest } from "../domain/job.ts";
import type { Occasion } from "../domain/occasion.ts";
import { asked, IssueEvent, issueOf, type Trigger } from "./trigger.ts";

const Commented = IssueEvent.extend({
  comment: z.object({
    id: z.int().nullable().default(null),
    body: z.string(),
    created_at: z.iso.datetime().nullable().default(null),
  }),
});

/** What comments on other people's pull requests say is no matter of ours, and costs nothing. */
function wishOnPull(text: string, isOurs: boolean): Wish | null {
  return isOurs && asks(text) ? { kind: "said-on-pull", text } : null;
}

export const issueComment: Trigger = {
  events: ["issue_comment.created"],
  asker: "person",
  readsLabels: false,
  intent(payload, context) {
    const event = Commented.safeParse(payload).data;
    if (event === undefined) return null;
    const { id, body, created_at } = event.comment;
    const { issue } = event;
    const wish =
      issue.pull_request === undefined
        ? wishIn(body, digest(issue.title, issue.body ?? ""))
        : wishOnPull(body, issue.user?.login === `${context.appSlug}[bot]`);
    if (wish === null) return null;
    const occasion: Occasion | null = id === null ? null : { kind: "comment", id };
    return { ...asked(event, context, issueOf(event), created_at), occasion, ...wish };
  },
};
