// What is red since a pull request was merged, tried here with the merge and without it. No model is asked, nothing is published.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import { type Outcome, unchanged } from "../../../src/domain/outcome.ts";
import { renderRegression, type Watched } from "../../../src/messages/regression.ts";
import type { Specified } from "../../roles/architect.ts";
import { runsAsCi } from "../../toolchains/ci-checks.ts";
import { specFrom } from "../decisions/word-for-word.ts";
import type { Run } from "../state/begin.ts";
import { type Found, found } from "./found.ts";
import type { Ground } from "./workspace.ts";

/** The spec that the issue shows, and that stays there. */
export async function specify(_run: object, { opening }: Ground): Promise<Found<Specified>> {
  return found({ spec: opening.previous ?? specFrom(opening.ticket), short: null });
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
