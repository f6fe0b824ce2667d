// A person puts the ready label on an issue: the work may start.
import { z } from "zod";
import { isLabel } from "../domain/rules.ts";
import { askedAnew, IssueEvent, type Trigger } from "./trigger.ts";

const Labeled = IssueEvent.extend({ label: z.object({ name: z.string() }) });

export const issueLabeled: Trigger = {
  events: ["issues.labeled"],
  asker: "person",
  readsLabels: true,
  intent(payload, context) {
    const event = Labeled.safeParse(payload).data;
    if (event === undefined || !isLabel(event.label.name, context.labels.ready)) return null;
    return askedAnew(event, context);
  },
};
