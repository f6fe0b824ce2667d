// All check runs of another app have ended on a branch of ours: what the repository's CI says is looked at.
import { z } from "zod";
import { issueOfBranch } from "../domain/naming.ts";
import { EventHead, type Trigger } from "./trigger.ts";

const Ended = EventHead.extend({
  check_suite: z.object({
    head_branch: z.string().nullable(),
    head_sha: z.string(),
    app: z.object({ slug: z.string().nullish() }).nullable(),
  }),
});

export const ciEnded: Trigger = {
  events: ["check_suite.completed"],
  asker: "machine",
  readsLabels: false,
  intent(payload, { appSlug, delivery }) {
    const event = Ended.safeParse(payload).data;
    if (event === undefined || event.check_suite.app?.slug === appSlug) return null;
    const number = issueOfBranch(event.check_suite.head_branch ?? "");
    if (number === null) return null;
    const { repository } = event;
    return {
      issue: { repository, number },
      installationId: event.installation.id,
      asker: { kind: "machine", name: "ci" },
      isBot: false,
      at: null,
      delivery,
      occasion: null,
      kind: "ci-ended",
      headSha: event.check_suite.head_sha,
    };
  },
};
