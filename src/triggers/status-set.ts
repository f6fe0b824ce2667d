// A CI without check runs has set a commit status: what the repository's CI says of our branch, or of our merge, is looked at.
import { z } from "zod";
import { ciEndedOn } from "./ci-ended.ts";
import { EventHead, type Trigger } from "./trigger.ts";

const Set = EventHead.extend({
  sha: z.string(),
  state: z.enum(["error", "failure", "success"]),
  commit: z.object({ commit: z.object({ message: z.string() }) }),
  /** At most ten that hold the commit: https://docs.github.com/en/webhooks/webhook-events-and-payloads#status */
  branches: z.array(z.object({ name: z.string(), commit: z.object({ sha: z.string() }) })),
});

export const statusSet: Trigger = {
  events: ["status"],
  asker: "machine",
  readsLabels: false,
  intent(payload, context) {
    const event = Set.safeParse(payload).data;
    if (event === undefined) return null;
    const { sha: headSha, commit, branches } = event;
    const heads = branches.filter((branch) => branch.commit.sha === headSha).map(({ name }) => name);
    return ciEndedOn({ ...event, branches: heads, headSha, message: commit.commit.message }, context);
  },
};
