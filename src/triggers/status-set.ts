// A CI without check runs has set a commit status on a branch of ours: what the repository's CI says is looked at.
import { z } from "zod";
import { issueOfBranch } from "../domain/naming.ts";
import { ciEndedOn } from "./ci-ended.ts";
import { EventHead, type Trigger } from "./trigger.ts";

const Set = EventHead.extend({
  sha: z.string(),
  state: z.enum(["error", "failure", "success"]),
  /** At most ten that hold the commit: https://docs.github.com/en/webhooks/webhook-events-and-payloads#status */
  branches: z.array(z.object({ name: z.string(), commit: z.object({ sha: z.string() }) })),
});

export const statusSet: Trigger = {
  events: ["status"],
  asker: "machine",
  readsLabels: false,
  intent(payload, context) {
    const event = Set.safeParse(payload).data;
    const branch = event?.branches.find(
      ({ name, commit }) => commit.sha === event.sha && issueOfBranch(name) !== null,
    );
    if (event === undefined || branch === undefined) return null;
    return ciEndedOn({ ...event, branch: branch.name, headSha: event.sha }, context);
  },
};
