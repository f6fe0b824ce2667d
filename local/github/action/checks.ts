// Check runs: reported by the app, or by a CI.
import { emit } from "../events.ts";
import { readCommit } from "../git-commit.ts";
import { type Actor, type Hub, stamp } from "../hub.ts";
import { checkRunEventPayload, checkSuiteEventPayload } from "../payload/check.ts";
import { statusEventPayload } from "../payload/job.ts";
import type { CheckRun, CommitStatus, Repository } from "../state.ts";

export type NewCheck = Pick<CheckRun, "appSlug" | "name" | "headSha" | "conclusion"> &
  Partial<Pick<CheckRun, "status" | "externalId" | "detailsUrl" | "output" | "job">>;

export async function reportCheck(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  wish: NewCheck,
): Promise<CheckRun> {
  const siblings = repository.checkRuns.filter(
    (r) => r.headSha === wish.headSha && r.appSlug === wish.appSlug,
  );
  const at = stamp(hub);
  const done = wish.conclusion !== null;
  const run: CheckRun = {
    ...{ externalId: "", detailsUrl: null, output: { title: null, summary: null, text: null } },
    job: null,
    ...wish,
    id: hub.state.nextId(),
    suite: siblings[0]?.suite ?? hub.state.nextId(),
    status: done ? "completed" : (wish.status ?? "queued"),
    startedAt: at,
    completedAt: done ? at : null,
  };
  repository.checkRuns.push(run);
  if (done) await tellCompleted(hub, repository, actor, run);
  return run;
}

/** A conclusion completes a check run. Each completion sends a webhook. */
export async function updateCheck(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  run: CheckRun,
  change: Pick<CheckRun, "name" | "status" | "conclusion"> &
    Partial<Pick<CheckRun, "externalId" | "detailsUrl" | "output">>,
): Promise<void> {
  const { conclusion, status, ...content } = change;
  Object.assign(run, content);
  if (conclusion === null) return void Object.assign(run, { status });
  Object.assign(run, { status: "completed", conclusion, completedAt: stamp(hub) });
  await tellCompleted(hub, repository, actor, run);
}

/** A new check run in the place of the old one, which waits for a runner. */
export function rerunJob(hub: Hub, repository: Repository, run: CheckRun): CheckRun {
  const { job } = run;
  const again: CheckRun = {
    ...run,
    ...{ id: hub.state.nextId(), status: "queued", conclusion: null, completedAt: null },
    startedAt: stamp(hub),
    job: job === null ? null : { ...job, attempt: job.attempt + 1, steps: [], annotations: [], log: "" },
  };
  repository.checkRuns.splice(repository.checkRuns.indexOf(run), 1, again);
  return again;
}

async function tellCompleted(hub: Hub, repository: Repository, sender: Actor, run: CheckRun): Promise<void> {
  const check_run = checkRunEventPayload(hub, repository, run);
  emit(hub, repository, { event: "check_run", sender, payload: { action: "completed", check_run } });
  const commit = await readCommit(repository.git, run.headSha);
  const check_suite = checkSuiteEventPayload(hub, repository, run, commit);
  if (check_suite.status !== "completed") return;
  emit(hub, repository, { event: "check_suite", sender, payload: { action: "completed", check_suite } });
}

/** Each status is an event of its own: https://docs.github.com/en/webhooks/webhook-events-and-payloads#status */
export async function setStatus(
  hub: Hub,
  repository: Repository,
  sender: Actor,
  wish: Pick<CommitStatus, "sha" | "context" | "state">,
): Promise<void> {
  const status = { ...wish, id: hub.state.nextId(), targetUrl: null, createdAt: stamp(hub) };
  repository.statuses.push(status);
  const payload = await statusEventPayload(hub, repository, status);
  emit(hub, repository, { event: "status", sender, payload });
}
