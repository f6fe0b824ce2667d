// A person edits the spec in our comment: the edit is the next version, and is built.
import { z } from "zod";
import { adoption } from "../domain/intent.ts";
import { digest } from "../domain/job.ts";
import { isEditedSpec } from "../github/shown.ts";
import { asked, IssueEvent, issueOf, type Trigger } from "./trigger.ts";

const Edited = IssueEvent.extend({
  comment: z.object({
    body: z.string(),
    user: z.object({ login: z.string() }).nullable(),
    updated_at: z.iso.datetime().nullable().default(null),
  }),
});

export const specEdited: Trigger = {
  events: ["issue_comment.edited"],
  asker: "person",
  readsLabels: false,
  intent(payload, context) {
    const event = Edited.safeParse(payload).data;
    if (event === undefined || event.comment.user?.login !== `${context.appSlug}[bot]`) return null;
    const { issue, comment } = event;
    if (!isEditedSpec(comment.body, issue.number)) return null;
    return {
      ...asked(event, context, issueOf(event), comment.updated_at),
      ...adoption(digest(issue.title, issue.body ?? "")),
    };
  },
};
