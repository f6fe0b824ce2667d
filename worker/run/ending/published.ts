// What a run had published before it ended another way: its pull request, or a branch that has none.
import { tallyOf } from "../../../src/domain/conclusion.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import type { IssueRef } from "../../../src/domain/repository.ts";
import type { GitHub } from "../../../src/github/github.ts";
import type { Work } from "../state/checkpoint.ts";

type Found = Awaited<ReturnType<GitHub["pulls"]["find"]>>;

/** GitHub is asked only where the run may have pushed. Where it does not answer, the outcome stays as it is. */
export async function withPublished(
  outcome: Outcome,
  work: Work,
  { issue, github }: { issue: IssueRef; github: Pick<GitHub, "pulls"> },
): Promise<Outcome> {
  if (!isWithoutPull(outcome)) return outcome;
  if (work.building?.position.kind !== "publish" || work.opening?.pull !== null) return outcome;
  const [found] = await Promise.allSettled([github.pulls.find(issue)]);
  return found.status === "fulfilled" ? publishedAs(outcome, work, found.value) : outcome;
}

type WithoutPull = Extract<Outcome, { kind: "failed" | "gave-up" | "cancelled" }>;

function isWithoutPull(outcome: Outcome): outcome is WithoutPull {
  return outcome.kind === "failed" || outcome.kind === "gave-up" || outcome.kind === "cancelled";
}

/** Of a run that was about to open the first pull request of its issue. */
function publishedAs(outcome: WithoutPull, { opening, specified, building }: Work, found: Found): Outcome {
  if (opening === null || specified === null || building?.position.kind !== "publish") return outcome;
  const { branch, branchSha, draft } = opening;
  const { open, heads } = found;
  if (open !== null && open.branch === branch) {
    const pull = { number: open.number, url: open.url, headSha: open.headSha };
    const measured = tallyOf(building.position.evidence, specified.spec.criteria);
    return { kind: "opened", pull, measured, ...(draft ? {} : { noDraft: true }) };
  }
  const head = heads[branch];
  const isPushed = open === null && head !== undefined && head !== branchSha;
  return isPushed ? { ...outcome, branchKept: branch } : outcome;
}
