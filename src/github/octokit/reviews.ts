// The reviews of a pull request, as GitHub lists them.
import type { PullRef } from "../../domain/outcome.ts";
import type { IssueRef } from "../../domain/repository.ts";
import { at, type Installation } from "./installation.ts";

export type Review = Awaited<ReturnType<typeof readReviews>>[number];

export async function readReviews(
  installation: Installation,
  { issue, pull }: { issue: IssueRef; pull: Pick<PullRef, "number"> },
) {
  const octokit = installation.octokit("read-pull");
  const parameters = { ...at(issue.repository), pull_number: pull.number, per_page: 100 };
  return octokit.paginate(octokit.rest.pulls.listReviews, parameters);
}
