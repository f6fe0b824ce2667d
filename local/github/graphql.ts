// The GraphQL API, as much of it as tells what a repository's plan has, and which review threads are resolved.
// https://docs.github.com/en/graphql/reference/objects#repositoryplanfeatures
// https://docs.github.com/en/graphql/reference/objects#pullrequestreviewthread
import { z } from "zod";
import { credential, reaches, requireToken } from "./auth.ts";
import { ApiError } from "./errors.ts";
import type { Hub } from "./hub.ts";
import type { Answer } from "./route.ts";
import { findRepository, type Repository } from "./state.ts";

export const GRAPHQL_PATH = "/api/graphql";

const PlanQuestion = z.object({
  query: z.string().includes("planFeatures { draftPullRequests }"),
  variables: z.object({ owner: z.string(), repo: z.string() }),
});

const ThreadsQuestion = z.object({
  query: z.string().includes("reviewThreads(first: 100, after: $after)"),
  variables: z.object({
    owner: z.string(),
    repo: z.string(),
    pull: z.int(),
    after: z.string().nullable().default(null),
  }),
});
/** GitHub gives at most 100 of a list at once. */
const PAGE = 100;

/** An answer of 200 may hold errors, as on github.com. */
export function answerGraphql(hub: Hub, authorization: string | undefined, body: unknown): Answer {
  try {
    const token = requireToken(hub, credential(authorization));
    const plan = PlanQuestion.safeParse(body).data;
    const threads = ThreadsQuestion.safeParse(body).data;
    const asked = plan ?? threads;
    if (asked === undefined) return errors("UNSUPPORTED", "The local GitHub does not know this query.");
    const { owner, repo } = asked.variables;
    const repository = findRepository(hub.state, owner, repo);
    if (repository === undefined || !reaches(hub, token, repository))
      return errors("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${repo}'.`);
    if (threads !== undefined) return reviewThreads(repository, threads.variables);
    const draftPullRequests = !repository.private || repository.drafts;
    return { status: 200, body: { data: { repository: { planFeatures: { draftPullRequests } } } } };
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.body };
    throw error;
  }
}

function reviewThreads(
  { reviewComments }: Repository,
  { pull, after }: { pull: number; after: string | null },
): Answer {
  const firsts = reviewComments.filter((each) => each.pull === pull && each.inReplyTo === null);
  const from = Number(after ?? 0);
  const nodes = firsts.slice(from, from + PAGE).map(({ id, isResolved }) => ({
    isResolved,
    comments: { nodes: [{ fullDatabaseId: String(id) }] },
  }));
  const hasNextPage = from + PAGE < firsts.length;
  const pageInfo = { hasNextPage, endCursor: nodes.length === 0 ? null : String(from + nodes.length) };
  return {
    status: 200,
    body: { data: { repository: { pullRequest: { reviewThreads: { nodes, pageInfo } } } } },
  };
}

function errors(type: string, message: string): Answer {
  return { status: 200, body: { data: null, errors: [{ type, message }] } };
}
