// What a path names, or the refusal GitHub gives when there is no such thing.
import { gone, notFound } from "./errors.ts";
import { findCommit } from "./git.ts";
import { type Issue, isPull, type PullIssue, type Repository } from "./state.ts";

/** 410 for one that was deleted, 404 for one that never was. */
export function findIssue(repository: Repository, number: number): Issue {
  const issue = repository.issues.get(number);
  if (issue) return issue;
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
