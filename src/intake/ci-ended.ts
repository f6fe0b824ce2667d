// The CI has ended on a branch of ours: what it says of our pull request's head, as a wish about its issue.
import { type AfterCi, afterCi } from "../domain/after-ci.ts";
import { type Asked, type Intent, mending, type Wish } from "../domain/intent.ts";
import { mendsSince, type Occasion } from "../domain/occasion.ts";
import type { IssueRef } from "../domain/repository.ts";
import type { Rules } from "../domain/rules.ts";
import { isWholeCi, type ReadStanding, readStanding } from "../github/ci.ts";
import type { GitHub, OpenPull } from "../github/github.ts";
import type { Queue } from "../queue/queue.ts";

export type CiEnded = Asked & Extract<Wish, { kind: "ci-ended" }>;

export function isCiEnded(intent: Intent): intent is CiEnded {
  return intent.kind === "ci-ended";
}

type Deps = {
  github: Pick<GitHub, "pulls" | "ci" | "checks">;
  ready: Rules["ready"];
  queue: Pick<Queue, "recall">;
};

/**
 * An event may be older than what the branch has now; only the head of our open pull request counts. Of any other the same
 * intent comes back.
 */
export async function whatCiAsks(
  { headSha, ...ended }: CiEnded,
  { github, queue, ready }: Deps,
): Promise<Intent> {
  const { issue } = ended;
  const { open } = await github.pulls.find(issue);
  if (open === null || open.headSha !== headSha) return { headSha, ...ended };
  const read = await readStanding(github.ci, issue.repository, open);
  const { standing } = read;
  const { askedAtMs, heard } = await queue.recall(issue);
  const look = { kind: "mend", sinceMs: askedAtMs ?? 0, headSha } as const;
  const waitsForGreen =
    standing.kind === "green" && ready === "when-green" && (await isReady(open, read, issue, github));
  const after = afterCi(standing, { mended: mendsSince(look.sinceMs, heard), waitsForGreen });
  if (after.kind === "mend") return { ...ended, ...mending, occasion: look };
  const occasion = occasionOf(headSha, after) ?? ended.occasion;
  return { ...ended, kind: "ci-stands", occasion, pull: open.number, after, look };
}

/** Our own check run says `success` only without any doubt. */
async function isReady(
  pull: OpenPull,
  read: ReadStanding,
  { repository }: IssueRef,
  { checks, ci, pulls }: Pick<GitHub, "checks" | "ci" | "pulls">,
) {
  if (!pull.isDraft || (await checks.conclusionOn(repository, pull.headSha)) !== "success") return false;
  if (await pulls.isDraftAgain(repository, pull.number)) return false;
  return isWholeCi(ci, repository, pull, read);
}

/** The same is asked for once a head, and jobs that were run again have other ids. */
function occasionOf(headSha: string, after: Exclude<AfterCi, { kind: "mend" }>): Occasion | null {
  switch (after.kind) {
    case "nothing":
      return null;
    case "rerun":
      return { kind: "ci", headSha, asks: `rerun ${after.jobs.map(({ id }) => id).join(" ")}` };
    case "ready":
      return { kind: "ci", headSha, asks: "ready" };
    case "tell":
      return { kind: "ci", headSha, asks: `tell ${after.what.kind}` };
    default:
      return after satisfies never;
  }
}
