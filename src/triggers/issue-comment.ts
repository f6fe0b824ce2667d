// A comment on an issue: a command (`/ai …`), or plain words that refine the spec.
import { z } from "zod";
import { wishIn } from "../commands/index.ts";
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

export const issueComment: Trigger = {
  events: ["issue_comment.created"],
  asker: "person",
  readsLabels: false,
  intent(payload, context) {
    const event = Commented.safeParse(payload).data;
    if (event === undefined || event.issue.pull_request !== undefined) return null;
    const { id, body, created_at } = event.comment;
    const wish = wishIn(body, digest(event.issue.title, event.issue.body ?? ""));
    if (wish === null) return null;
    const occasion: Occasion | null = id === null ? null : { kind: "comment", id };
    return { ...asked(event, context, issueOf(event), created_at), occasion, ...wish };
  },
};
