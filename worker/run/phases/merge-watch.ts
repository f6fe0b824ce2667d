// What is red since a pull request was merged, tried here with the merge and without it. No model is asked, nothing is published.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import { type Outcome, unchanged } from "../../../src/domain/outcome.ts";
import type { OpenPull } from "../../../src/github/github.ts";
import { renderRegression, type Watched } from "../../../src/messages/regression.ts";
import type { Specified } from "../../roles/architect.ts";
import { runsAsCi } from "../../toolchains/ci-checks.ts";
import { specFrom } from "../decisions/word-for-word.ts";
import type { Run } from "../state/begin.ts";
import { ended, type Found, found } from "./found.ts";
import type { Ground } from "./workspace.ts";

/** The spec that the issue shows, and that stays there. */
export async function specify(_run: object, { opening }: Ground): Promise<Found<Specified>> {
  return found({ spec: opening.previous ?? specFrom(opening.ticket), short: null });
}

/** The merge as if it were open still, on the commit before it: it is read and measured like any other change. */
export async function mergedPull(
  { job, github }: Pick<Run, "job" | "github">,
  number: number,
): Promise<Found<OpenPull>> {
  const { repository } = job.issue;
  const ending = await github.pulls.endingOf(repository, number);
  const commitSha = ending?.kind === "merged" ? ending.commitSha : null;
  const before = commitSha === null ? null : await github.source.parentOf(repository, commitSha);
  if (ending?.kind !== "merged" || commitSha === null || before === null)
    return ended(unchanged({ kind: "pull-not-open" }));
  const { branch, into } = ending;
  const shown = { number, url: "", title: "", body: "", branch, into, isDraft: false, commitsByOthers: [] };
  return found({ ...shown, headSha: commitSha, mergeBaseSha: before });
}

/** A regression is told once, in a comment of its own. `here`: what holds without the merge and not with it, if anything. */
export async function watched(
  { job, github }: Pick<Run, "job" | "github">,
  { opening, ci }: Ground,
  here: Found<CheckResult[]>,
): Promise<Outcome> {
  const { pull, red } = opening;
  if (pull === null) return unchanged({ kind: "pull-not-open" });
  const { number, headSha: commitSha } = pull;
  const broken = here.kind === "found" ? here.value : [];
  const commands = ci.commands.filter((command) => broken.some(({ check }) => runsAsCi(check, command)));
  const jobs = red.map(({ name }) => name);
  const outcome: Watched = { kind: "watched", number, commitSha, jobs, broken: [...new Set(commands)] };
  const key = `regression-${commitSha}`;
  if (commands.length > 0)
    await github.status.ask(job.issue, key, renderRegression(job.issue.number, key, outcome));
  return outcome;
}
