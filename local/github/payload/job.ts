// A job of GitHub Actions and the commit statuses of other CIs, as GitHub writes them.
import { listRefs } from "../git.ts";
import { readCommit } from "../git-commit.ts";
import type { Hub } from "../hub.ts";
import type { ActionsJob, CheckRun, CommitStatus, Repository } from "../state.ts";
import { nodeId } from "./account.ts";
import { commitPayload } from "./commit.ts";
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

/** Which branches hold the commit at their head is all that is told here; GitHub names up to ten that hold it anywhere. */
export async function statusEventPayload(hub: Hub, repository: Repository, status: CommitStatus) {
  const api = repositoryApiUrl(hub, repository);
  const whole = commitPayload(hub, repository, await readCommit(repository.git, status.sha));
  // Webhooks do not say since when.
  const { verified_at: _, ...verification } = whole.commit.verification;
  const heads = await listRefs(repository.git, "refs/heads/");
  const branches = [...heads].filter(([, sha]) => sha === status.sha);
  return {
    id: status.id,
    ...{ sha: status.sha, name: `${repository.owner}/${repository.name}`, avatar_url: null },
    ...{ target_url: status.targetUrl, context: status.context, description: null, state: status.state },
    commit: { ...whole, commit: { ...whole.commit, verification } },
    branches: branches.map(([ref, sha]) => {
      const commit = { sha, url: `${api}/commits/${sha}` };
      return { name: ref.replace("refs/heads/", ""), commit, protected: false };
    }),
    ...{ created_at: status.createdAt, updated_at: status.createdAt },
  };
}
