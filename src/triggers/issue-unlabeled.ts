// The ready label is taken off: the run of the issue stops.
import { z } from "zod";
import { isLabel } from "../domain/rules.ts";
import { asked, IssueEvent, issueOf, type Trigger } from "./trigger.ts";

const Unlabeled = IssueEvent.extend({ label: z.object({ name: z.string() }) });

export const issueUnlabeled: Trigger = {
  events: ["issues.unlabeled"],
  asker: "person",
  readsLabels: true,
  intent(payload, context) {
    const event = Unlabeled.safeParse(payload).data;
    if (event === undefined || !isLabel(event.label.name, context.labels.ready)) return null;
    return {
      kind: "stop",
      ...asked(event, context, issueOf(event), event.issue.updated_at),
      because: { kind: "label-removed" },
    };
  },
};
