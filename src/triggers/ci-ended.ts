// All check runs of another app have ended: what the repository's CI says of our branch, or of our merge, is looked at.
import { z } from "zod";
import type { Intent } from "../domain/intent.ts";
import { issueOfBranch } from "../domain/naming.ts";
import { EventHead, type Trigger, type TriggerContext } from "./trigger.ts";

const Ended = EventHead.extend({
  check_suite: z.object({
    head_branch: z.string().nullable(),
    head_sha: z.string(),
    app: z.object({ slug: z.string().nullish() }).nullable(),
    head_commit: z.object({ message: z.string() }).nullish(),
  }),
});

export const ciEnded: Trigger = {
  events: ["check_suite.completed"],
  asker: "machine",
  readsLabels: false,
  intent(payload, context) {
    const event = Ended.safeParse(payload).data;
    if (event === undefined || event.check_suite.app?.slug === context.appSlug) return null;
    const { head_branch: branch, head_sha: headSha, head_commit: commit } = event.check_suite;
    const where = { branches: branch === null ? [] : [branch], headSha, message: commit?.message ?? "" };
    return ciEndedOn({ ...event, ...where }, context);
  },
};

type Where = EventHead & {
  /** Whose head the commit is. */
  branches: string[];
  headSha: string;
  /** Of the commit. */
  message: string;
};

/** Null where no branch is ours, and the commit names no pull request that it merged. */
export function ciEndedOn(
  { repository, installation, branches, headSha, message }: Where,
  { delivery }: Pick<TriggerContext, "delivery">,
): Intent | null {
  const about = (number: number) => ({
    issue: { repository, number },
    installationId: installation.id,
    asker: { kind: "machine", name: "ci" } as const,
    ...{ isBot: false, at: null, delivery, occasion: null },
  });
  const [ours] = branches.flatMap((branch) => issueOfBranch(branch) ?? []);
  if (ours !== undefined) return { ...about(ours), kind: "ci-ended", headSha };
  const merged = mergedIn(message);
  return merged === null ? null : { ...about(merged), kind: "base-ci-ended", headSha };
}

/**
 * As GitHub words a merge and a squash. A person may write otherwise, so it only says which pull request to ask about.
 * https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/about-pull-request-merges
 */
function mergedIn(message: string): number | null {
  const [title = ""] = message.split("\n", 1);
  const [, merge, squash] = /^Merge pull request #(\d{1,9}) |\(#(\d{1,9})\)$/.exec(title) ?? [];
  const number = Number(merge ?? squash ?? 0);
  return number === 0 ? null : number;
}
