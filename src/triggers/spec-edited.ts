// A person edits the spec in our comment: the edit is the next version, and is built.
import { z } from "zod";
import { adoption } from "../domain/intent.ts";
import { editIn } from "../github/shown.ts";
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
    const occasion = editIn(comment.body, issue.number);
    if (occasion === null) return null;
    return { ...asked(event, context, issueOf(event), comment.updated_at), occasion, ...adoption };
  },
};
