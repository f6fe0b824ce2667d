// The issue is closed, deleted or transferred: its run stops.
import { asked, IssueEvent, issueOf, type Trigger } from "./trigger.ts";

export const issueClosed: Trigger = {
  events: ["issues.closed", "issues.deleted", "issues.transferred"],
  asker: "person",
  readsLabels: false,
  intent(payload, context) {
    const event = IssueEvent.safeParse(payload).data;
    if (event === undefined) return null;
    return {
      kind: "stop",
      ...asked(event, context, issueOf(event), event.issue.updated_at),
      because: { kind: "issue-closed" },
    };
  },
};
