// Finds the issue, pull request or commit that a path names, or refuses as GitHub does.
import { gone, moved, notFound } from "./errors.ts";
import { findCommit } from "./git.ts";
import { findRepository, type Issue, isPull, type PullIssue, type Repository, type State } from "./state.ts";

/** 301: it was transferred. 410: it was deleted. 404: it never existed. */
export function findIssue(repository: Repository, number: number): Issue {
  const issue = repository.issues.get(number);
  if (issue) return issue;
  const now = repository.transferredIssues.get(number);
  if (now !== undefined) throw moved(now);
  throw repository.deletedIssues.has(number) ? gone() : notFound();
}

export function findPull(repository: Repository, number: number): PullIssue {
  const issue = repository.issues.get(number);
  if (!issue || !isPull(issue)) throw notFound();
  return issue;
}

export async function requireCommit(repository: Repository, name: string): Promise<string> {
  const sha = await findCommit(repository.git, name);
  if (sha === null) throw notFound();
  return sha;
}

/** The repository that once had this name, and that nobody else has taken since. */
export function findRenamed(state: State, owner: string, name: string): Repository | undefined {
  const id = state.formerNames.get(`${owner}/${name}`.toLowerCase());
  return findRepository(state, owner, name) ? undefined : state.repositories.find((each) => each.id === id);
}
