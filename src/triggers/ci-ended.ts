// All check runs of another app have ended on a branch of ours: what the repository's CI says is looked at.
import { z } from "zod";
import type { Intent } from "../domain/intent.ts";
import { issueOfBranch } from "../domain/naming.ts";
import { EventHead, type Trigger, type TriggerContext } from "./trigger.ts";

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
  intent(payload, context) {
    const event = Ended.safeParse(payload).data;
    if (event === undefined || event.check_suite.app?.slug === context.appSlug) return null;
    const { head_branch: branch, head_sha: headSha } = event.check_suite;
    return ciEndedOn({ ...event, branch: branch ?? "", headSha }, context);
  },
};

/** Null where the branch is none of ours. */
export function ciEndedOn(
  { repository, installation, branch, headSha }: EventHead & { branch: string; headSha: string },
  { delivery }: Pick<TriggerContext, "delivery">,
): Intent | null {
  const number = issueOfBranch(branch);
  if (number === null) return null;
  return {
    issue: { repository, number },
    installationId: installation.id,
    asker: { kind: "machine", name: "ci" },
    ...{ isBot: false, at: null, delivery, occasion: null },
    kind: "ci-ended",
    headSha,
  };
}
