// Check runs and their suite, as GitHub writes them.
import type { CommitRecord } from "../git-commit.ts";
import type { Hub } from "../hub.ts";
import type { CheckRun, Repository } from "../state.ts";
import { checkAppPayload, nodeId } from "./account.ts";
import { pullsOnCommit } from "./pull.ts";
import { repositoryApiUrl, repositoryPayload, repositoryUrl } from "./repository.ts";

export function checkRunPayload(hub: Hub, repository: Repository, run: CheckRun) {
  const url = `${repositoryApiUrl(hub, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId("CheckRun", run.id),
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${repositoryUrl(hub, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${repositoryUrl(hub, repository)}/runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: { ...run.output, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite },
    app: checkAppPayload(hub, run.appSlug),
    pull_requests: pullsOnCommit(hub, repository, run.headSha),
  };
}

/** The webhook tells more about the suite than the REST answer does. */
export function checkRunEventPayload(hub: Hub, repository: Repository, run: CheckRun) {
  const suite = checkSuiteFacts(hub, repository, run);
  return { ...checkRunPayload(hub, repository, run), check_suite: suite };
}

export function checkSuiteEventPayload(
  hub: Hub,
  repository: Repository,
  run: CheckRun,
  commit: CommitRecord,
) {
  const suite = checkSuiteFacts(hub, repository, run);
  const runs = repository.checkRuns.filter((r) => r.suite === run.suite).length;
  return {
    ...suite,
    latest_check_runs_count: runs,
    check_runs_url: `${suite.url}/check-runs`,
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.committer.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
  };
}

/** As a list of them has it. */
export function checkSuitePayload(hub: Hub, repository: Repository, run: CheckRun, commit: CommitRecord) {
  const suite = checkSuiteEventPayload(hub, repository, run, commit);
  // GitHub's description does not allow the address of a bot here.
  const head_commit = { ...suite.head_commit, author: null, committer: null };
  return { ...suite, head_commit, repository: repositoryPayload(hub, repository) };
}

function checkSuiteFacts(hub: Hub, repository: Repository, run: CheckRun) {
  const pulls = pullsOnCommit(hub, repository, run.headSha);
  const siblings = repository.checkRuns.filter((each) => each.suite === run.suite);
  const ended = siblings.every(({ status }) => status === "completed");
  const changes = siblings.map(({ completedAt, startedAt }) => completedAt ?? startedAt).toSorted();
  return {
    id: run.suite,
    node_id: nodeId("CheckSuite", run.suite),
    head_branch: pulls[0]?.head.ref ?? null,
    head_sha: run.headSha,
    status: ended ? "completed" : "in_progress",
    conclusion: ended ? suiteConclusion(siblings) : null,
    url: `${repositoryApiUrl(hub, repository)}/check-suites/${run.suite}`,
    before: null,
    after: run.headSha,
    pull_requests: pulls,
    app: checkAppPayload(hub, run.appSlug),
    created_at: run.startedAt,
    updated_at: changes.at(-1) ?? run.startedAt,
  };
}

/** An annotation that GitHub's runner makes of what it meets: it is on no file of the repository. */
export function annotationPayload(hub: Hub, repository: Repository, headSha: string, message: string) {
  return {
    ...{ path: ".github", start_line: 1, end_line: 1, start_column: null, end_column: null },
    ...{ annotation_level: "failure", title: "", message, raw_details: "" },
    blob_href: `${repositoryUrl(hub, repository)}/blob/${headSha}/.github`,
  };
}

/** The gravest of its runs. Webhooks have no word for a suite that was skipped, or could not begin. */
const GRAVEST = ["action_required", "failure", "timed_out", "cancelled", "stale", "success"] as const;

function suiteConclusion(runs: CheckRun[]) {
  const all = runs.map(({ conclusion }) => (conclusion === "startup_failure" ? "failure" : conclusion));
  return GRAVEST.find((each) => all.includes(each)) ?? "neutral";
}
