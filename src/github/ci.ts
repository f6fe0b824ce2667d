// The port to the repository's own CI, and what it says of our pull request beside the commit that it stands on.
import {
  type CiDetails,
  type CiJob,
  type CiStanding,
  type CiSuite,
  ciStanding,
  isRed,
  isSameJob,
  isWhole,
  type RequiredCheck,
} from "../domain/ci.ts";
import type { Repository } from "../domain/repository.ts";

/** The repository's own CI. What the installation is not permitted to read comes out as if it were not there. */
export type Ci = {
  /** Check runs of other apps, the newest of each name, and commit statuses. */
  jobsOn(repository: Repository, sha: string): Promise<CiJob[]>;
  /** Those of other apps. */
  suitesOn(repository: Repository, sha: string): Promise<CiSuite[]>;
  /** What rulesets and branch protection require of a pull request into the branch. */
  requiredOn(repository: Repository, branch: string): Promise<RequiredCheck[]>;
  /** Null: GitHub Actions does not run it. */
  detailsOf(repository: Repository, job: CiJob): Promise<CiDetails | null>;
  /** Has GitHub Actions run a job again, with those that depend on it. False: not permitted, or no longer possible. */
  rerun(repository: Repository, job: CiJob): Promise<boolean>;
  /** The last lines of what a job printed, without their times; null: GitHub has none. Whatever ran there wrote them. */
  logOf(repository: Repository, job: CiJob): Promise<string | null>;
};

/** So many red jobs are looked into; the others count as ours. */
const MOST_LOOKED_INTO = 10;

/** `jobs` and `suites`: of the head, as far as they were asked for. */
export type ReadStanding = {
  standing: CiStanding;
  details: ReadonlyMap<number, CiDetails>;
  jobs: CiJob[];
  suites: CiSuite[];
};

type Commits = { headSha: string; mergeBaseSha: string };

/** Asks for no more than the standing needs: a green head costs three requests. */
export async function readStanding(
  ci: Ci,
  repository: Repository,
  { headSha, mergeBaseSha }: Commits,
): Promise<ReadStanding> {
  const jobs = await ci.jobsOn(repository, headSha);
  const hasEnded = jobs.length > 0 && jobs.every(({ end }) => end !== null);
  const suites = hasEnded ? await ci.suitesOn(repository, headSha) : [];
  const soFar = ciStanding({ jobs, suites, onBase: [], details: NONE });
  if (soFar.kind !== "red") return { standing: soFar, details: NONE, jobs, suites };
  const onBase = await ci.jobsOn(repository, mergeBaseSha);
  const looked = jobs.filter(isRed).slice(0, MOST_LOOKED_INTO);
  const alike = onBase.filter((job) => isRed(job) && looked.some((each) => isSameJob(each, job)));
  const details = await detailsOf([...looked, ...alike.slice(0, MOST_LOOKED_INTO)], repository, ci);
  return { standing: ciStanding({ jobs, suites, onBase, details }), details, jobs, suites };
}

/** Whether a green CI of a pull request is all that its base asks for. */
export async function isWholeCi(
  ci: Ci,
  repository: Repository,
  { mergeBaseSha, into }: { mergeBaseSha: string; into: string },
  { jobs, suites }: Pick<ReadStanding, "jobs" | "suites">,
): Promise<boolean> {
  const [onBase, required] = await Promise.all([
    ci.jobsOn(repository, mergeBaseSha),
    ci.requiredOn(repository, into),
  ]);
  return isWhole({ jobs, suites, onBase, required });
}

const NONE: ReadonlyMap<number, CiDetails> = new Map();

async function detailsOf(red: CiJob[], repository: Repository, ci: Ci): Promise<Map<number, CiDetails>> {
  const known = await Promise.all(
    red.map(async (job) => [job.id ?? 0, await ci.detailsOf(repository, job)] as const),
  );
  return new Map(known.flatMap(([id, details]) => (details === null ? [] : [[id, details]])));
}
