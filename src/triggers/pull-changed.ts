// Our pull request is closed, merged or reopened: the issue no longer waits for its review, or waits again.
import { z } from "zod";
import { issueOfBranch } from "../domain/naming.ts";
import { asked, EventHead, isOurPull, PullOfEvent, type Trigger } from "./trigger.ts";

const Changed = EventHead.extend({ action: z.enum(["closed", "reopened"]), pull_request: PullOfEvent });

export const pullChanged: Trigger = {
  events: ["pull_request.closed", "pull_request.reopened"],
  asker: "person",
  readsLabels: false,
  intent(payload, context) {
    const event = Changed.safeParse(payload).data;
    if (event === undefined || !isOurPull(event.pull_request, context)) return null;
    const number = issueOfBranch(event.pull_request.head.ref);
    if (number === null) return null;
    const { number: pull } = event.pull_request;
    const { repository } = event;
    return {
      ...asked(event, context, { repository, number }, null),
      kind: "tidy",
      ...(event.action === "closed" ? { because: "pull-closed", pull } : { because: "pull-reopened" }),
    };
  },
};
