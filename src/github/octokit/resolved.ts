// Which review threads people resolved: the REST API serves their comments, and never that.
import { z } from "zod";
import { awayFor } from "../../domain/errors.ts";
import type { PullRef } from "../../domain/outcome.ts";
import type { Repository } from "../../domain/repository.ts";
import { at, type Installation } from "./installation.ts";

/** https://docs.github.com/en/graphql/reference/objects#pullrequestreviewthread */
const THREADS = `query ($owner: String!, $repo: String!, $pull: Int!, $after: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $pull) { reviewThreads(first: 100, after: $after) {
    nodes { isResolved comments(first: 1) { nodes { fullDatabaseId } } }
    pageInfo { hasNextPage endCursor }
  } } }
}`;

const Page = z.object({
  nodes: z.array(
    z.object({
      isResolved: z.boolean(),
      comments: z.object({ nodes: z.array(z.object({ fullDatabaseId: z.coerce.number().nullable() })) }),
    }),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
type Page = z.infer<typeof Page>;
const NOTHING_SAID: Page = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
const Answer = z.object({ repository: z.object({ pullRequest: z.object({ reviewThreads: Page }) }) });

/** By the id of the first comment. Where GitHub does not say it, no thread counts as resolved. */
export async function resolvedThreads(
  installation: Installation,
  repository: Repository,
  pull: PullRef,
): Promise<ReadonlySet<number>> {
  const resolved = new Set<number>();
  let after: string | null = null;
  do {
    const page: Page = await pageAfter(after, { installation, repository, pull });
    for (const { isResolved, comments } of page.nodes) {
      const first = comments.nodes[0]?.fullDatabaseId ?? null;
      if (isResolved && first !== null) resolved.add(first);
    }
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return resolved;
}

type Asked = { installation: Installation; repository: Repository; pull: PullRef };

async function pageAfter(after: string | null, { installation, repository, pull }: Asked): Promise<Page> {
  const octokit = installation.octokit("read-pull");
  const parameters = { ...at(repository), pull: pull.number, after };
  const [answer] = await Promise.allSettled([octokit.graphql(THREADS, parameters)]);
  if (answer.status === "fulfilled")
    return Answer.safeParse(answer.value).data?.repository.pullRequest.reviewThreads ?? NOTHING_SAID;
  if (awayFor(answer.reason) !== undefined) throw answer.reason;
  return NOTHING_SAID;
}
