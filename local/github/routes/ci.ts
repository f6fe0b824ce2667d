// What a CI says of a commit: the jobs of GitHub Actions with their logs, and commit statuses.
import { rerunJob } from "../action/checks.ts";
import { notFound } from "../errors.ts";
import { requireCommit } from "../find.ts";
import { combinedStatusPayload, jobPayload } from "../payload/job.ts";
import { repositoryUrl } from "../payload/repository.ts";
import { created, inRepository, ok, type Route } from "../route.ts";
import type { ActionsJob, CheckRun, Repository } from "../state.ts";

export const ciRoutes: Route[] = [
  inRepository("GET", "/commits/{ref}/status", ["statuses:read"], async (call, repository) => {
    const sha = await requireCommit(repository, call.param("ref"));
    // The newest of each context.
    const newest = new Map(
      repository.statuses.filter((each) => each.sha === sha).map((each) => [each.context, each]),
    );
    return ok(combinedStatusPayload(call.hub, repository, sha, [...newest.values()]));
  }),

  inRepository("GET", "/actions/jobs/{job_id}/logs", ["actions:read"], (call, repository) => {
    const { run } = findJob(repository, call.number("job_id"));
    const location = `${repositoryUrl(call.hub, repository)}/signed-logs/${run.id}`;
    return { status: 302, body: null, headers: { location } };
  }),

  inRepository("POST", "/actions/jobs/{job_id}/rerun", ["actions:write"], (call, repository) => {
    rerunJob(call.hub, repository, findJob(repository, call.number("job_id")).run);
    return created({});
  }),

  inRepository("GET", "/actions/jobs/{job_id}", ["actions:read"], (call, repository) => {
    const { run, job } = findJob(repository, call.number("job_id"));
    return ok(jobPayload(call.hub, repository, run, job));
  }),
];

function findJob(repository: Repository, id: number): { run: CheckRun; job: ActionsJob } {
  const run = repository.checkRuns.find((each) => each.id === id);
  if (run === undefined || run.job === null) throw notFound();
  return { run, job: run.job };
}
