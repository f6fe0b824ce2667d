// A CI has ended, as its check suite or a commit status says: what it says of our branch, or of our merge, is looked at.
import { z } from "zod";
import type { Intent } from "../domain/intent.ts";
import { issueOfBranch } from "../domain/naming.ts";
import { EventHead, type Trigger } from "./trigger.ts";

const SuiteEvent = EventHead.extend({
  check_suite: z.object({
    head_branch: z.string().nullable(),
    head_sha: z.string(),
    app: z.object({ slug: z.string().nullish() }).nullable(),
    head_commit: z.object({ message: z.string() }).nullish(),
  }),
});

const StatusEvent = EventHead.extend({
  sha: z.string(),
  state: z.enum(["error", "failure", "success"]),
  commit: z.object({ commit: z.object({ message: z.string() }) }),
  /** At most ten that hold the commit: https://docs.github.com/en/webhooks/webhook-events-and-payloads#status */
  branches: z.array(z.object({ name: z.string(), commit: z.object({ sha: z.string() }) })),
});

export const ciEnded: Trigger = {
  events: ["check_suite.completed", "status"],
  asker: "machine",
  readsLabels: false,
  intent(payload, { appSlug, delivery }) {
    const suite = SuiteEvent.safeParse(payload).data;
    if (suite !== undefined) return suiteEnded(suite, { appSlug, delivery });
    const status = StatusEvent.safeParse(payload).data;
    if (status === undefined) return null;
    const { sha: headSha, commit } = status;
    const heads = status.branches.filter((branch) => branch.commit.sha === headSha);
    const where = { branches: heads.map(({ name }) => name), headSha, message: commit.commit.message };
    return endedOn(status, where, delivery);
  },
};

function suiteEnded(
  event: z.infer<typeof SuiteEvent>,
  { appSlug, delivery }: { appSlug: string; delivery: string },
): Intent | null {
  const { app, head_branch: branch, head_sha: headSha, head_commit: commit } = event.check_suite;
  if (app?.slug === appSlug) return null;
  const branches = branch === null ? [] : [branch];
  return endedOn(event, { branches, headSha, message: commit?.message ?? "" }, delivery);
}

type Where = {
  /** Whose head the commit is. */
  branches: string[];
  headSha: string;
  /** Of the commit. */
  message: string;
};

/** Null where no branch is ours, and the commit names no pull request that it merged. */
function endedOn(
  { repository, installation }: EventHead,
  { branches, headSha, message }: Where,
  delivery: string,
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
