// The repository's own CI in memory: jobs, suites and required checks, as a test puts them there.
import type { CiDetails, CiJob, CiSuite, RequiredCheck } from "../../../src/domain/ci.ts";
import type { Ci } from "../../../src/github/ci.ts";

export type FakeCi = {
  /** What the repository's own CI says of its commits. */
  ci: { sha: string; job: CiJob; details: CiDetails | null; log: string | null }[];
  /** Where there are more than those of its jobs, by the commit. */
  suites?: Map<string, CiSuite[]>;
  /** What a merge requires. */
  required?: RequiredCheck[];
};

export function fakeCi(state: FakeCi): Ci {
  const find = (id: number | null) => state.ci.find(({ job }) => job.id === id);
  return {
    jobsOn: async (_repository, sha) => state.ci.filter((each) => each.sha === sha).map(({ job }) => job),
    suitesOn: async (_repository, sha) => state.suites?.get(sha) ?? [],
    requiredOn: async () => state.required ?? [],
    detailsOf: async (_repository, { id }) => find(id)?.details ?? null,
    rerun: async () => true,
    logOf: async (_repository, { id }) => find(id)?.log ?? null,
  };
}
