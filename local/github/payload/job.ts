// A job of GitHub Actions and the commit statuses of other CIs, as GitHub writes them.
import type { Hub } from "../hub.ts";
import type { ActionsJob, CheckRun, CommitStatus, Repository } from "../state.ts";
import { nodeId } from "./account.ts";
import { pullsOnCommit } from "./pull.ts";
import { repositoryApiUrl, repositoryPayload, repositoryUrl } from "./repository.ts";

export function jobPayload(hub: Hub, repository: Repository, run: CheckRun, job: ActionsJob) {
  const api = repositoryApiUrl(hub, repository);
  return {
    id: run.id,
    node_id: nodeId("CheckRun", run.id),
    run_id: run.suite,
    run_url: `${api}/actions/runs/${run.suite}`,
    run_attempt: job.attempt,
    head_sha: run.headSha,
    head_branch: pullsOnCommit(hub, repository, run.headSha)[0]?.head.ref ?? null,
    workflow_name: job.workflow,
    name: run.name,
    url: `${api}/actions/jobs/${run.id}`,
    html_url: `${repositoryUrl(hub, repository)}/actions/runs/${run.suite}/job/${run.id}`,
    check_run_url: `${api}/check-runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion,
    created_at: run.startedAt,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    steps: job.steps.map(({ name, conclusion }, index) => {
      return { name, status: "completed", conclusion, number: index + 1 };
    }),
    ...{ labels: ["ubuntu-latest"], runner_id: null, runner_name: null },
    ...{ runner_group_id: null, runner_group_name: null },
  };
}

/** https://docs.github.com/en/rest/commits/statuses: failure before pending before success; pending without any. */
export function combinedStatusPayload(
  hub: Hub,
  repository: Repository,
  sha: string,
  statuses: CommitStatus[],
) {
  const states = new Set(statuses.map(({ state }) => state));
  const failed = states.has("failure") || states.has("error");
  const pending = states.has("pending") || states.size === 0;
  const url = `${repositoryApiUrl(hub, repository)}/commits/${sha}`;
  return {
    state: failed ? "failure" : pending ? "pending" : "success",
    sha,
    total_count: statuses.length,
    repository: repositoryPayload(hub, repository),
    commit_url: url,
    url: `${url}/status`,
    statuses: statuses.map((status) => ({
      id: status.id,
      node_id: nodeId("StatusContext", status.id),
      state: status.state,
      context: status.context,
      description: null,
      target_url: status.targetUrl,
      avatar_url: null,
      url: `${repositoryApiUrl(hub, repository)}/statuses/${sha}`,
      created_at: status.createdAt,
      updated_at: status.createdAt,
    })),
  };
}
