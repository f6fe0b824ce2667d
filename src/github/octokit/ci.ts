// What other apps run on a commit: check runs and commit statuses, and what GitHub Actions tells of its jobs.
import type { CiEnd, CiJob, FailedIn } from "../../domain/ci.ts";
import type { Repository } from "../../domain/repository.ts";
import type { Ci } from "../ci.ts";
import { at, type Installation } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";
import { requiredOn } from "./required.ts";

const ACTIONS = "github-actions";
/** Not permitted, or gone. */
const NOT_TOLD = [403, 404, 410];
const MOST_LOG_BYTES = 60_000;
const MOST_READ_BYTES = 20 * 1024 * 1024;
const LOG_TIMEOUT_MS = 30_000;
const MOST_ANNOTATIONS = 20;

export function octokitCi(installation: Installation): Ci {
  const octokit = () => installation.octokit("read-ci");
  return {
    async jobsOn(repository, sha) {
      const on = { ...at(repository), ref: sha, per_page: 100 };
      const [runs, statuses] = await Promise.all([
        expecting(NOT_TOLD, () => octokit().paginate(octokit().rest.checks.listForRef, on)),
        expecting(NOT_TOLD, () => octokit().rest.repos.getCombinedStatusForRef(on)),
      ]);
      const theirs =
        runs instanceof Refusal ? [] : runs.filter(({ app }) => app?.slug !== installation.appSlug);
      return [
        ...theirs.map(({ id, name, app, html_url, status, conclusion }) => {
          const by = { app: app?.slug ?? null, ...(app === null ? {} : { appId: app.id }) };
          return { id, name, ...by, url: html_url, end: endOf(status, conclusion) };
        }),
        ...(statuses instanceof Refusal ? [] : statuses.data.statuses).map(
          ({ context, target_url, state }) => {
            return { id: null, name: context, app: null, url: target_url, end: STATES[state] ?? null };
          },
        ),
      ];
    },

    async suitesOn(repository, sha) {
      const on = { ...at(repository), ref: sha, per_page: 100 };
      const suites = await expecting(NOT_TOLD, () =>
        octokit().paginate(octokit().rest.checks.listSuitesForRef, on),
      );
      if (suites instanceof Refusal) return [];
      return suites.flatMap(({ app, status, latest_check_runs_count: jobs }) => {
        const slug = app?.slug ?? null;
        if (slug === null || slug === installation.appSlug) return [];
        return [{ app: slug, hasEnded: status === "completed", jobs }];
      });
    },

    requiredOn: (repository, branch) => requiredOn(installation, repository, branch),

    async detailsOf(repository, { id, app }) {
      if (id === null || app !== ACTIONS) return null;
      const on = at(repository);
      const answer = await expecting(NOT_TOLD, () =>
        octokit().rest.actions.getJobForWorkflowRun({ ...on, job_id: id }),
      );
      if (answer instanceof Refusal) return null;
      const { steps = [], run_attempt = 1, workflow_name } = answer.data;
      const failedStep = steps.find(({ conclusion }) => conclusion === "failure")?.name ?? null;
      const failedIn =
        failedStep === null ? await lostIn(installation, repository, id) : failedAt(failedStep);
      return { failedStep, failedIn, attempt: run_attempt, workflow: workflow_name };
    },

    async rerun(repository, { id }) {
      if (id === null) return false;
      const again = { ...at(repository), job_id: id };
      const rerun = installation.octokit("rerun-ci").rest.actions.reRunJobForWorkflowRun;
      return !((await expecting([...NOT_TOLD, 422], () => rerun(again))) instanceof Refusal);
    },

    async logOf(repository, job) {
      return job.id === null || job.app !== ACTIONS ? null : readLog(installation, repository, job.id);
    },
  };
}

/** No step failed: what GitHub and the job's programs noted tells whether the machine was lost; null: it does not. */
async function lostIn(
  installation: Installation,
  repository: Repository,
  id: number,
): Promise<FailedIn | null> {
  const octokit = installation.octokit("read-ci");
  const parameters = { ...at(repository), check_run_id: id, per_page: MOST_ANNOTATIONS };
  const noted = await expecting(NOT_TOLD, () => octokit.rest.checks.listAnnotations(parameters));
  if (noted instanceof Refusal) return null;
  return noted.data.some(({ message }) => LOST_MACHINE.test(message ?? "")) ? "machine" : null;
}

/**
 * As GitHub's runner says it. A machine that ran out of memory or disk says nothing of why, so what was lost in a step of
 * the project is not called an outage.
 * https://github.com/actions/runner/issues/2040 https://github.com/actions/runner/issues/3724
 */
const LOST_MACHINE =
  /lost communication with the server|received a shutdown signal|was not acquired by Runner|internal server error|failed to download action/i;

function failedAt(step: string): FailedIn {
  if (MACHINE_STEP.test(step)) return "machine";
  return SET_UP_STEP.test(step) ? "set-up" : "project";
}

/** Steps that GitHub adds, and those that ask nothing of the project. */
const MACHINE_STEP =
  /^(set up job|set up runner|stop containers|complete job|(post )?run (actions|github)\/(upload-artifact|download-artifact)@\S+|post run (actions|github)\/\S+@\S+)$/i;

/** Steps that fetch what the project names: the repository with its submodules, a toolchain, a cache, services. */
const SET_UP_STEP = /^(initialize containers|run (actions|github)\/(checkout|cache|setup-[\w-]+)@\S+)$/i;

/** GitHub answers with an address that holds for a minute and needs no token. Whatever ran there wrote what it serves. */
async function readLog(
  installation: Installation,
  repository: Repository,
  id: number,
): Promise<string | null> {
  const octokit = installation.octokit("read-ci");
  const parameters = { ...at(repository), job_id: id, request: { redirect: "manual" as const } };
  const answer = await expecting(NOT_TOLD, () =>
    octokit.rest.actions.downloadJobLogsForWorkflowRun(parameters),
  );
  const address = answer instanceof Refusal ? undefined : answer.headers.location;
  if (address === undefined) return null;
  const [end] = await Promise.allSettled([endOfFile(address)]);
  return end.status === "fulfilled" && end.value !== "" ? withoutTimes(end.value) : null;
}

/**
 * The storage takes a first byte alone, so its size is asked for first. Of a file without a known size no more is read than the
 * most we take: then its end is not known.
 * https://learn.microsoft.com/en-us/rest/api/storageservices/specifying-the-range-header-for-blob-service-operations
 */
async function endOfFile(address: string): Promise<string> {
  const signal = AbortSignal.timeout(LOG_TIMEOUT_MS);
  const plain = { "accept-encoding": "identity" };
  const whole = await fetch(address, { headers: plain, signal });
  const start = Number(whole.headers.get("content-length") ?? 0) - MOST_LOG_BYTES;
  if (start <= 0) return endOfBody(whole);
  await whole.body?.cancel();
  return endOfBody(await fetch(address, { headers: { ...plain, range: `bytes=${start}-` }, signal }));
}

async function endOfBody(response: Response): Promise<string> {
  if (!response.ok || response.body === null) return "";
  let end = Buffer.alloc(0);
  let read = 0;
  for await (const chunk of response.body) {
    read += chunk.byteLength;
    if (read > MOST_READ_BYTES) return "";
    end = Buffer.concat([end, chunk]).subarray(-MOST_LOG_BYTES);
  }
  return end.toString("utf8");
}

/** Each line begins with when it was printed. */
function withoutTimes(log: string): string {
  return log.replace(/^\uFEFF?\d{4}-\d\d-\d\dT[\d:.]+Z /gm, "");
}

/** https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks */
function endOf(status: string, conclusion: string | null): CiJob["end"] {
  // A deployment that somebody has to approve.
  if (status === "waiting") return "needs-approval";
  if (status !== "completed") return null;
  return ENDS[conclusion ?? ""] ?? "failed";
}

const ENDS: Record<string, CiEnd> = {
  success: "passed",
  neutral: "passed",
  skipped: "skipped",
  failure: "failed",
  timed_out: "timed-out",
  startup_failure: "not-started",
  stale: "not-started",
  cancelled: "cancelled",
  action_required: "needs-approval",
};

/** `pending` is none of them: it has not ended. */
const STATES: Record<string, CiEnd> = { success: "passed", failure: "failed", error: "failed" };
