// The GraphQL API, as much of it as tells what a repository's plan has.
// https://docs.github.com/en/graphql/reference/objects#repositoryplanfeatures
import { z } from "zod";
import { credential, reaches, requireToken } from "./auth.ts";
import { ApiError } from "./errors.ts";
import type { Hub } from "./hub.ts";
import type { Answer } from "./route.ts";
import { findRepository } from "./state.ts";

export const GRAPHQL_PATH = "/api/graphql";

const PlanQuestion = z.object({
  query: z.string().includes("planFeatures { draftPullRequests }"),
  variables: z.object({ owner: z.string(), repo: z.string() }),
});

/** An answer of 200 may hold errors, as on github.com. */
export function answerGraphql(hub: Hub, authorization: string | undefined, body: unknown): Answer {
  try {
    const token = requireToken(hub, credential(authorization));
    const asked = PlanQuestion.safeParse(body).data;
    if (asked === undefined) return errors("UNSUPPORTED", "The local GitHub does not know this query.");
    const { owner, repo } = asked.variables;
    const repository = findRepository(hub.state, owner, repo);
    if (repository === undefined || !reaches(hub, token, repository))
      return errors("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${repo}'.`);
    const draftPullRequests = !repository.private || repository.drafts;
    return { status: 200, body: { data: { repository: { planFeatures: { draftPullRequests } } } } };
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.body };
    throw error;
  }
}

function errors(type: string, message: string): Answer {
  return { status: 200, body: { data: null, errors: [{ type, message }] } };
}
