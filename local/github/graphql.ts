// The GraphQL API, as much of it as tells what a repository's plan has, how its default branch is protected, and which review threads are resolved, and resolves them.
// https://docs.github.com/en/graphql/reference/objects#repositoryplanfeatures
// https://docs.github.com/en/graphql/reference/objects#pullrequestreviewthread
// https://docs.github.com/en/graphql/reference/objects#refupdaterule
// https://docs.github.com/en/graphql/reference/mutations#resolvereviewthread
// https://docs.github.com/en/graphql/reference/mutations#markpullrequestreadyforreview
import { z } from "zod";
import { setDraft } from "./action/pulls.ts";
import { credential, reaches, requireToken } from "./auth.ts";
import { ApiError } from "./errors.ts";
import { botLogin, type Hub } from "./hub.ts";
import { nodeId } from "./payload/account.ts";
import type { Answer } from "./route.ts";
import { findRepository, isPull, type Repository, type Token } from "./state.ts";

export const GRAPHQL_PATH = "/api/graphql";

const PlanQuestion = z.object({
  query: z.string().includes("planFeatures { draftPullRequests }"),
  variables: z.object({ owner: z.string(), repo: z.string() }),
});

const ProtectionQuestion = z.object({
  query: z.string().includes("refUpdateRule { requiredApprovingReviewCount viewerCanPush }"),
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
const Resolving = z.object({
  query: z.string().includes("resolveReviewThread(input: { threadId: $thread })"),
  variables: z.object({ thread: z.string() }),
});

const Readying = z.object({
  query: z.string().includes("markPullRequestReadyForReview(input: { pullRequestId: $pull })"),
  variables: z.object({ pull: z.string() }),
});

/** GitHub gives at most 100 of a list at once. */
const PAGE = 100;

/** An answer of 200 may hold errors, as on github.com. */
export async function answerGraphql(
  hub: Hub,
  authorization: string | undefined,
  body: unknown,
): Promise<Answer> {
  try {
    const token = requireToken(hub, credential(authorization));
    const resolving = Resolving.safeParse(body).data;
    if (resolving !== undefined) return resolveThread(hub, token, resolving.variables.thread);
    const readying = Readying.safeParse(body).data;
    if (readying !== undefined) return await makeReady(hub, token, readying.variables.pull);
    const plan = PlanQuestion.safeParse(body).data;
    const threads = ThreadsQuestion.safeParse(body).data;
    const protection = ProtectionQuestion.safeParse(body).data;
    const asked = plan ?? threads ?? protection;
    if (asked === undefined) return errors("UNSUPPORTED", "The local GitHub does not know this query.");
    const { owner, repo } = asked.variables;
    const repository = findRepository(hub.state, owner, repo);
    if (repository === undefined || !reaches(hub, token, repository))
      return errors("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${repo}'.`);
    if (threads !== undefined) return reviewThreads(hub, repository, threads.variables);
    if (protection !== undefined) return defaultBranchRef(repository);
    const draftPullRequests = !repository.private || repository.drafts;
    return { status: 200, body: { data: { repository: { planFeatures: { draftPullRequests } } } } };
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.body };
    throw error;
  }
}

/** https://docs.github.com/en/graphql/reference/objects#refupdaterule */
function defaultBranchRef({ defaultBranch: name, protection }: Repository): Answer {
  const rule = protection && { requiredApprovingReviewCount: protection.approvals, viewerCanPush: true };
  const data = { repository: { defaultBranchRef: { name, refUpdateRule: rule } } };
  return { status: 200, body: { data } };
}

function reviewThreads(
  hub: Hub,
  { reviewComments }: Repository,
  { pull, after }: { pull: number; after: string | null },
): Answer {
  const firsts = reviewComments.filter((each) => each.pull === pull && each.inReplyTo === null);
  const from = Number(after ?? 0);
  const nodes = firsts.slice(from, from + PAGE).map(({ id, resolvedBy, author }) => {
    const last = reviewComments.findLast(({ inReplyTo }) => inReplyTo === id)?.author ?? author;
    return {
      id: threadId(id),
      isResolved: resolvedBy !== null,
      resolvedBy: resolvedBy === null ? null : { login: resolvedBy },
      first: { nodes: [{ fullDatabaseId: String(id) }] },
      last: { nodes: [{ viewerDidAuthor: last === botLogin(hub.app) }] },
    };
  });
  const hasNextPage = from + PAGE < firsts.length;
  const pageInfo = { hasNextPage, endCursor: nodes.length === 0 ? null : String(from + nodes.length) };
  return {
    status: 200,
    body: { data: { repository: { pullRequest: { reviewThreads: { nodes, pageInfo } } } } },
  };
}

function threadId(first: number): string {
  return nodeId("PullRequestReviewThread", first);
}

/**
 * It takes `contents: write` beside `pull_requests: write`, as integrators measured:
 * https://github.com/github/gh-aw/issues/35726
 */
function resolveThread(hub: Hub, token: Token, id: string): Answer {
  for (const repository of hub.state.repositories.filter((each) => reaches(hub, token, each))) {
    const first = repository.reviewComments.find((each) => threadId(each.id) === id);
    if (first === undefined) continue;
    const { contents, pull_requests } = token.permissions;
    if (contents !== "write" || pull_requests !== "write")
      return errors("FORBIDDEN", "Resource not accessible by integration");
    first.resolvedBy = botLogin(hub.app);
    return { status: 200, body: { data: { resolveReviewThread: { thread: { isResolved: true } } } } };
  }
  return errors("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
}

async function makeReady(hub: Hub, token: Token, id: string): Promise<Answer> {
  for (const repository of hub.state.repositories.filter((each) => reaches(hub, token, each))) {
    const issue = [...repository.issues.values()]
      .filter(isPull)
      .find(({ pull }) => nodeId("PullRequest", pull.id) === id);
    if (issue === undefined) continue;
    if (token.permissions.pull_requests !== "write")
      return errors("FORBIDDEN", "Resource not accessible by integration");
    const actor = { login: botLogin(hub.app), viaApp: true };
    await hub.exclusive(() => setDraft(hub, repository, actor, { issue, draft: false }));
    const body = { data: { markPullRequestReadyForReview: { pullRequest: { isDraft: false } } } };
    return { status: 200, body };
  }
  return errors("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'.`);
}

function errors(type: string, message: string): Answer {
  return { status: 200, body: { data: null, errors: [{ type, message }] } };
}
