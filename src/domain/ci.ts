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
  url: z.string().nullable(),
  /** Null: it has not ended. */
  end: CiEnd.nullable(),
});
export type CiJob = z.infer<typeof CiJob>;

/** What GitHub Actions tells of a job that did not pass. */
export const CiDetails = z.object({
  /** The step that failed, in GitHub's words; null: none did. */
  failedStep: z.string().nullable(),
  /** 1 for its first run on the commit. */
  attempt: z.int(),
  /** What GitHub and the job's programs noted. */
  annotations: z.array(z.string()),
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
  /** The jobs of the commit that the pull request stands on. */
  onBase: CiJob[];
  /** Of jobs on either commit, by the id of the job. */
  details: ReadonlyMap<number, CiDetails>;
};

/** A red job is ours unless a fact says otherwise. */
export function ciStanding({ jobs, onBase, details }: CiFacts): CiStanding {
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
    const kind = isOutage(job, known) ? "outage" : isOnBase ? "onBase" : "ours";
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
  if (!isRed(there) || !isSameJob(job, there) || isOutage(there, onBase)) return false;
  if (here === undefined || onBase === undefined) return true;
  return here.workflow === onBase.workflow && here.failedStep === onBase.failedStep;
}

/** Whether a fact says that the machine of the job failed, and not what ran on it. */
function isOutage({ end }: CiJob, details: CiDetails | undefined): boolean {
  if (end === "not-started") return true;
  if (details === undefined) return false;
  const { failedStep, annotations } = details;
  if (failedStep === null) return annotations.some((words) => LOST_MACHINE.test(words));
  return MACHINE_STEP.test(failedStep);
}

/**
 * As GitHub's runner says it. A machine that ran out of memory or disk says nothing of why, so what was lost in a step of
 * the project is not called an outage.
 * https://github.com/actions/runner/issues/2040 https://github.com/actions/runner/issues/3724
 */
const LOST_MACHINE =
  /lost communication with the server|received a shutdown signal|was not acquired by Runner|internal server error|failed to download action/i;

/** Steps that GitHub adds, and those that fetch the repository or a toolchain. */
const MACHINE_STEP =
  /^(set up job|set up runner|initialize containers|stop containers|complete job|(post )?run (actions|github)\/(checkout|cache|setup-[\w-]+|upload-artifact|download-artifact)@\S+)$/i;

/** So often a job of one commit is run again, and so often we look into the CI before a person speaks again. */
export const MOST_RERUNS = 3;
export const MOST_MENDINGS = 2;

export type AfterCi =
  | { kind: "nothing" }
  | { kind: "rerun"; jobs: RedJob[] }
  /** A job of ours looks into it. */
  | { kind: "mend" }
  /** The draft is marked as ready. */
  | { kind: "ready" }
  | { kind: "tell"; what: CiTold };

/** What a person has to know, because nobody else goes on. */
export type CiTold =
  | Extract<CiStanding, { kind: "needs-approval" | "skipped" | "cancelled" }>
  | { kind: "red-on-base"; jobs: RedJob[] }
  | { kind: "outage"; jobs: RedJob[]; because: "run-often" | "not-permitted" | "not-ours-to-run" }
  | { kind: "mended-often"; jobs: RedJob[]; times: number };

/**
 * `mended`: how often a job of ours looked into it since a person last asked for a fresh run. `waitsForGreen`: it is a draft
 * that the rules have made ready as soon as its CI is green, and everything else is proven.
 */
export function afterCi(
  standing: CiStanding,
  { mended, waitsForGreen }: { mended: number; waitsForGreen: boolean },
): AfterCi {
  switch (standing.kind) {
    case "unfinished":
    case "absent":
      return { kind: "nothing" };
    case "green":
      return { kind: waitsForGreen ? "ready" : "nothing" };
    case "needs-approval":
    case "skipped":
    case "cancelled":
      return { kind: "tell", what: standing };
    case "red":
      return afterRed(standing, mended);
    default:
      return standing satisfies never;
  }
}

function afterRed({ ours, outage, onBase }: Extract<CiStanding, { kind: "red" }>, mended: number): AfterCi {
  if (ours.length > 0)
    return mended < MOST_MENDINGS
      ? { kind: "mend" }
      : { kind: "tell", what: { kind: "mended-often", jobs: ours, times: mended } };
  if (outage.length === 0) return { kind: "tell", what: { kind: "red-on-base", jobs: onBase } };
  const again = outage.filter(({ attempt }) => attempt !== null && attempt <= MOST_RERUNS);
  if (again.length > 0) return { kind: "rerun", jobs: again };
  const because = outage.some(({ attempt }) => attempt !== null) ? "run-often" : "not-ours-to-run";
  return { kind: "tell", what: { kind: "outage", jobs: outage, because } };
}
