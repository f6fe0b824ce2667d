// A person reopens an issue that has the ready label: the work may start again.
import { isLabel } from "../domain/rules.ts";
import { askedAnew, IssueEvent, type Trigger } from "./trigger.ts";

export const issueReopened: Trigger = {
  events: ["issues.reopened"],
  asker: "person",
  readsLabels: true,
  intent(payload, context) {
    const event = IssueEvent.safeParse(payload).data;
    if (event === undefined) return null;
    const isReady = event.issue.labels.some(({ name }) => isLabel(name, context.labels.ready));
    return isReady ? askedAnew(event, context) : null;
  },
};
