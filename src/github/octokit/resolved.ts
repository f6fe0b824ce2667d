// Which review threads are resolved, and resolving those that a commit settled: the REST API knows neither.
import { z } from "zod";
import { awayFor } from "../../domain/errors.ts";
import type { PullRef } from "../../domain/outcome.ts";
import type { Repository } from "../../domain/repository.ts";
import { at, type Installation } from "./installation.ts";

/** https://docs.github.com/en/graphql/reference/objects#pullrequestreviewthread */
const THREADS = `query ($owner: String!, $repo: String!, $pull: Int!, $after: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $pull) { reviewThreads(first: 100, after: $after) {
    nodes { id isResolved resolvedBy { login } first: comments(first: 1) { nodes { fullDatabaseId } } last: comments(last: 1) { nodes { viewerDidAuthor } } }
    pageInfo { hasNextPage endCursor }
  } } }
}`;

/** https://docs.github.com/en/graphql/reference/mutations#resolvereviewthread */
const RESOLVE =
  "mutation ($thread: ID!) { resolveReviewThread(input: { threadId: $thread }) { thread { isResolved } } }";

const listOf = <T extends z.ZodType>(node: T) => z.object({ nodes: z.array(node) });
const Page = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      isResolved: z.boolean(),
      resolvedBy: z.object({ login: z.string() }).nullish(),
      first: listOf(z.object({ fullDatabaseId: z.coerce.number().nullable() })),
      last: listOf(z.object({ viewerDidAuthor: z.boolean() })),
    }),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
type Page = z.infer<typeof Page>;
const NOTHING_SAID: Page = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
const Answer = z.object({ repository: z.object({ pullRequest: z.object({ reviewThreads: Page }) }) });

type OfPull = { repository: Repository; pull: PullRef };
type Listed = { nodeId: string; first: number; isResolved: boolean; byOthers: boolean; lastIsOurs: boolean };

/**
 * The threads that somebody else than us resolved, by the id of the first comment. Where GitHub does not say it, no thread
 * counts as resolved. A reply leaves a thread resolved, so that one which we resolved may wait for an answer again.
 */
export async function resolvedByOthers(installation: Installation, of: OfPull): Promise<ReadonlySet<number>> {
  const all = await listed(installation, of);
  return new Set(all.filter(({ byOthers }) => byOthers).map(({ first }) => first));
}

/** A thread in which somebody spoke after our answer stays open: nobody has read that yet. */
export async function resolveThreads(
  installation: Installation,
  of: OfPull,
  threads: readonly number[],
): Promise<number> {
  const octokit = installation.octokit("answer-review");
  let resolved = 0;
  for (const { nodeId, first, isResolved, lastIsOurs } of await listed(installation, of)) {
    if (isResolved || !lastIsOurs || !threads.includes(first)) continue;
    const [done] = await Promise.allSettled([octokit.graphql(RESOLVE, { thread: nodeId })]);
    if (done.status === "fulfilled") resolved += 1;
    else if (awayFor(done.reason) !== undefined) throw done.reason;
  }
  return resolved;
}

async function listed(installation: Installation, of: OfPull): Promise<Listed[]> {
  const all: Listed[] = [];
  let after: string | null = null;
  do {
    const page: Page = await pageAfter(after, installation, of);
    for (const { id: nodeId, isResolved, resolvedBy, first, last } of page.nodes) {
      const id = first.nodes[0]?.fullDatabaseId ?? null;
      const lastIsOurs = last.nodes[0]?.viewerDidAuthor ?? false;
      const byOthers = isResolved && !isUs(installation, resolvedBy);
      if (id !== null) all.push({ nodeId, first: id, isResolved, byOthers, lastIsOurs });
    }
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return all;
}

/** GitHub documents a user there, and writes a bot with `[bot]` in some places and without in others. */
function isUs({ appSlug }: Installation, account: { login: string } | null | undefined): boolean {
  return account == null || [appSlug, `${appSlug}[bot]`].includes(account.login);
}

async function pageAfter(
  after: string | null,
  installation: Installation,
  { repository, pull }: OfPull,
): Promise<Page> {
  const octokit = installation.octokit("read-pull");
  const parameters = { ...at(repository), pull: pull.number, after };
  const [answer] = await Promise.allSettled([octokit.graphql(THREADS, parameters)]);
  if (answer.status === "fulfilled")
    return Answer.safeParse(answer.value).data?.repository.pullRequest.reviewThreads ?? NOTHING_SAID;
  if (awayFor(answer.reason) !== undefined) throw answer.reason;
  return NOTHING_SAID;
}
