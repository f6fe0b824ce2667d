// The red jobs of the repository's CI on our pull request that no fact explains, each with the end of its log.
import type { RedRead } from "../../../src/domain/ci.ts";
import type { Repository } from "../../../src/domain/repository.ts";
import { type Ci, readStanding } from "../../../src/github/ci.ts";
import type { OpenPull } from "../../../src/github/github.ts";

/** A matrix shows the same failure many times. */
const MOST_READ = 5;

export async function redJobs(ci: Ci, repository: Repository, pull: OpenPull): Promise<RedRead[]> {
  const { standing, details } = await readStanding(ci, repository, pull);
  if (standing.kind !== "red") return [];
  return Promise.all(
    standing.ours.slice(0, MOST_READ).map(async ({ attempt: _, ...job }) => ({
      ...job,
      details: details.get(job.id ?? 0) ?? null,
      log: await ci.logOf(repository, job),
    })),
  );
}
