// What the repository's own CI says of a commit, and what that asks of us. Facts decide it, before any model is asked.
import { z } from "zod";

/** `not-started`: whoever runs the job could not begin it. `needs-approval`: a person has to let it run. */
export const CiEnd = z.enum([
  "passed",
  "skipped",
  "failed",
  "timed-out",
  "not-started",
  "cancelled",
  "needs-approval",
]);
export type CiEnd = z.infer<typeof CiEnd>;

/** One check run, or one commit status, of somebody else on a commit. */
export const CiJob = z.object({
  /** GitHub's id of the check run; for GitHub Actions that of the job, too. Null: a commit status. */
  id: z.int().nullable(),
  name: z.string(),
  /** Slug of the app that runs it; null: a commit status. */
  app: z.string().nullable(),
  /** GitHub's id of that app; left out: a commit status. */
  appId: z.int().optional(),
  url: z.string().nullable(),
  /** Null: it has not ended. */
  end: CiEnd.nullable(),
});
export type CiJob = z.infer<typeof CiJob>;

/**
 * Where a job failed, as GitHub tells it. `machine`: the machine was lost, or a step that asks nothing of the project failed.
 * `set-up`: a step fetched what the project names. `project`: a step of the project itself.
 */
export const FailedIn = z.enum(["machine", "set-up", "project"]);
export type FailedIn = z.infer<typeof FailedIn>;

/** What GitHub Actions tells of a job that did not pass. */
export const CiDetails = z.object({
  /** The step that failed, in GitHub's words; null: none did. */
  failedStep: z.string().nullable(),
  /** 1 for its first run on the commit. */
  attempt: z.int(),
  failedIn: FailedIn.nullable().default(null),
  /** The name of its workflow, or the path of the file where that has no name; null: not known. */
  workflow: z.string().nullable(),
});
export type CiDetails = z.infer<typeof CiDetails>;

/** A red job of ours, as a run looks into it. */
export const RedRead = z.object({
  ...CiJob.shape,
  details: CiDetails.nullable(),
  /** The end of what it printed: whatever ran there wrote it. */
  log: z.string().nullable(),
});
export type RedRead = z.infer<typeof RedRead>;

/** What one app runs on a commit. `jobs`: how many of them have begun; GitHub makes a suite before the app does anything. */
export type CiSuite = { app: string; hasEnded: boolean; jobs: number };

/** `attempt` null: it cannot be run again by us. */
export type RedJob = CiJob & { attempt: number | null };

export type CiStanding =
  /** Nothing is judged while anything runs. */
  | { kind: "unfinished" }
  /** No job: a pull request in conflict has none, and neither has a repository without CI. Absent is not failing. */
  | { kind: "absent" }
  | { kind: "green" }
  | { kind: "needs-approval"; jobs: CiJob[] }
  /** There are jobs, and each was left out. */
  | { kind: "skipped"; jobs: CiJob[] }
  /** A person or a newer push stopped them. */
  | { kind: "cancelled"; jobs: CiJob[] }
  | { kind: "red"; ours: RedJob[]; outage: RedJob[]; onBase: RedJob[] };

export type CiFacts = {
  jobs: CiJob[];
  suites: CiSuite[];
  /** The jobs of the commit that the pull request stands on. */
  onBase: CiJob[];
  /** Of jobs on either commit, by the id of the job. */
  details: ReadonlyMap<number, CiDetails>;
};

/** A red job is ours unless a fact says otherwise. */
export function ciStanding({ jobs, suites, onBase, details }: CiFacts): CiStanding {
  // A job that needs another one is there only once that one has passed.
  if (suites.some(({ hasEnded, jobs: begun }) => !hasEnded && begun > 0)) return { kind: "unfinished" };
  if (jobs.some(({ end }) => end === null)) return { kind: "unfinished" };
  if (jobs.length === 0) return { kind: "absent" };
  const waiting = jobs.filter(({ end }) => end === "needs-approval");
  const red = jobs.filter(isRed);
  if (red.length === 0) {
    if (waiting.length > 0) return { kind: "needs-approval", jobs: waiting };
    const cancelled = jobs.filter(({ end }) => end === "cancelled");
    if (cancelled.length > 0) return { kind: "cancelled", jobs: cancelled };
    return jobs.every(({ end }) => end === "skipped") ? { kind: "skipped", jobs } : { kind: "green" };
  }
  const sorted = { ours: [] as RedJob[], outage: [] as RedJob[], onBase: [] as RedJob[] };
  for (const job of red) {
    const known = job.id === null ? undefined : details.get(job.id);
    const isOnBase = onBase.some((there) => failsAlike(job, there, details));
    const passesOnBase = onBase.some((there) => isSameJob(job, there) && there.end === "passed");
    const kind = isOutage(job, known, { passesOnBase }) ? "outage" : isOnBase ? "onBase" : "ours";
    sorted[kind].push({ ...job, attempt: known?.attempt ?? null });
  }
  return { kind: "red", ...sorted };
}

export function isRed({ end }: CiJob): boolean {
  return end === "failed" || end === "timed-out" || end === "not-started";
}

/** Whether one may be the failure of the other. */
export function isSameJob(one: CiJob, other: CiJob): boolean {
  return one.app === other.app && one.name === other.name;
}

/** A job that lost its machine on the base says nothing of this one; neither does another step, or a job of another workflow. */
function failsAlike(job: CiJob, there: CiJob, details: CiFacts["details"]): boolean {
  const [here, onBase] = [job, there].map(({ id }) => (id === null ? undefined : details.get(id)));
  if (!isRed(there) || !isSameJob(job, there)) return false;
  if (isOutage(there, onBase, { passesOnBase: false })) return false;
  if (here === undefined || onBase === undefined) return true;
  return here.workflow === onBase.workflow && here.failedStep === onBase.failedStep;
}

/**
 * Whether a fact says that the machine of the job failed, and not what ran on it. A set-up that fails once more when it is run
 * again, and passes on the base, fails for what the change asks of it.
 */
function isOutage(
  { end }: CiJob,
  details: CiDetails | undefined,
  { passesOnBase }: { passesOnBase: boolean },
): boolean {
  if (end === "not-started") return true;
  if (details?.failedIn === "set-up") return details.attempt === 1 || !passesOnBase;
  return details?.failedIn === "machine";
}

/** A check that a branch requires before a merge. `appId`: of the app that has to report it; null: any may. */
export type RequiredCheck = { name: string; appId: number | null };

export type GreenFacts = Pick<CiFacts, "jobs" | "suites" | "onBase"> & { required: RequiredCheck[] };

/**
 * Whether a green CI is the whole of it: each required check is there and passed, and each app and status of the base has
 * begun. GitHub counts a skipped check as passed.
 * https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
 */
export function isWhole({ jobs, suites, onBase, required }: GreenFacts): boolean {
  const waits = suites.filter(({ hasEnded, jobs: begun }) => !hasEnded && begun === 0);
  const isExpected = (there: CiJob) =>
    there.app === null
      ? !jobs.some((job) => isSameJob(job, there))
      : waits.some(({ app }) => app === there.app);
  return !onBase.some(isExpected) && required.every((check) => jobs.some((job) => meets(job, check)));
}

/** GitHub does not say which app set a commit status. */
function meets({ name, appId, end }: CiJob, required: RequiredCheck): boolean {
  if (name !== required.name || (end !== "passed" && end !== "skipped")) return false;
  return required.appId === null || appId === undefined || appId === required.appId;
}
