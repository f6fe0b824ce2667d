// A person edits title or body of an issue we work on: the spec is written anew.
import { z } from "zod";
import { refinement } from "../domain/intent.ts";
import { digest } from "../domain/job.ts";
import { isLabel } from "../domain/rules.ts";
import { asked, IssueEvent, issueOf, type Trigger } from "./trigger.ts";

const Edited = IssueEvent.extend({
  changes: z.object({ title: z.unknown().optional(), body: z.unknown().optional() }),
});

export const issueEdited: Trigger = {
  events: ["issues.edited"],
  asker: "person",
  readsLabels: true,
  intent(payload, context) {
    const event = Edited.safeParse(payload).data;
    if (event === undefined) return null;
    if (event.changes.title === undefined && event.changes.body === undefined) return null;
    if (!event.issue.labels.some((label) => isLabel(label.name, context.labels.ready))) return null;
    const textDigest = digest(event.issue.title, event.issue.body ?? "");
    return {
      ...asked(event, context, issueOf(event), event.issue.updated_at),
      ...refinement(textDigest),
      vouches: true,
    };
  },
};
