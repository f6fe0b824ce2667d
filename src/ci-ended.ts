// The CI has ended on a branch of ours: what it says of our pull request's head, as a wish about its issue.
import { type AfterCi, afterCi, MOST_MENDINGS } from "./domain/ci.ts";
import { type Asked, type Intent, mending, type Wish } from "./domain/intent.ts";
import { type Occasion, occasionName } from "./domain/occasion.ts";
import type { IssueRef } from "./domain/repository.ts";
import type { Rules } from "./domain/rules.ts";
import { readStanding } from "./github/ci.ts";
import type { GitHub, OpenPull } from "./github/github.ts";
import type { Queue } from "./queue/queue.ts";

export type CiEnded = Asked & Extract<Wish, { kind: "ci-ended" }>;

export function isCiEnded(intent: Intent): intent is CiEnded {
  return intent.kind === "ci-ended";
}

type Deps = {
  github: Pick<GitHub, "pulls" | "ci" | "checks">;
  ready: Rules["ready"];
  queue: Pick<Queue, "recall" | "hear">;
};

/** An event may be older than what the branch has now; only the head of our open pull request counts. */
export async function whatCiAsks(
  { headSha, ...ended }: CiEnded,
  { github, queue, ready }: Deps,
): Promise<Intent> {
  const { issue } = ended;
  const { open } = await github.pulls.find(issue);
  if (open === null || open.headSha !== headSha)
    return { ...ended, kind: "ci-stands", pull: null, after: { kind: "nothing" } };
  const { standing } = await readStanding(github.ci, issue.repository, open);
  const after = afterCi(standing, {
    mended: await timesMended(issue, queue),
    waitsForGreen:
      standing.kind === "green" &&
      ready === "when-green" &&
      open.isDraft &&
      (await isProven(open, issue, github)),
  });
  const occasion = occasionOf(headSha, after);
  if (after.kind === "mend") return { ...ended, ...mending, occasion };
  return { ...ended, kind: "ci-stands", occasion, pull: open.number, after };
}

/** Our own check run says `success` only without any doubt. */
async function isProven({ headSha }: OpenPull, { repository }: IssueRef, { checks }: Pick<GitHub, "checks">) {
  return (await checks.conclusionOn(repository, headSha)) === "success";
}

/** The same is asked for once a head, and jobs that were run again have other ids. */
function occasionOf(headSha: string, after: AfterCi): Occasion | null {
  switch (after.kind) {
    case "nothing":
      return null;
    case "mend":
      return { kind: "ci", headSha, asks: "mend" };
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

/** Since a person last asked for a fresh run, and at most as often as matters. */
async function timesMended(issue: IssueRef, queue: Deps["queue"]): Promise<number> {
  const { askedAtMs, heard } = await queue.recall(issue);
  const times = Array.from({ length: MOST_MENDINGS }, (_, before) => mended(askedAtMs, before + 1));
  return times.filter((each) => heard.has(occasionName(each))).length;
}

export async function countMending(issue: IssueRef, queue: Deps["queue"]): Promise<void> {
  const { askedAtMs } = await queue.recall(issue);
  await queue.hear(issue, mended(askedAtMs, (await timesMended(issue, queue)) + 1));
}

function mended(askedAtMs: number | null, time: number): Extract<Occasion, { kind: "mended" }> {
  return { kind: "mended", sinceMs: askedAtMs ?? 0, time };
}
