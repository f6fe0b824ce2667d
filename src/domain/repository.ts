// Which repository, and which issue in it.
import { z } from "zod";

export const Repository = z.object({
  /** GitHub's own, which stays where the repository is renamed or transferred. Left out where there is no GitHub. */
  id: z.int().positive().optional(),
  owner: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/),
  name: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
});
export type Repository = z.infer<typeof Repository>;

export const IssueRef = z.object({
  repository: Repository,
  number: z.int().positive(),
});
export type IssueRef = z.infer<typeof IssueRef>;

export function slug(repository: Repository): string {
  return `${repository.owner}/${repository.name}`;
}

/** What tells it from any other. A name may change hands; GitHub's id does not. */
export function identityOf(repository: Repository): string {
  return repository.id === undefined ? slug(repository).toLowerCase() : `id-${repository.id}`;
}

/** `owner/name#12` */
export function issueName(issue: IssueRef): string {
  return `${slug(issue.repository)}#${issue.number}`;
}

/** Null where it names no issue. */
export function readIssueName(text: string): IssueRef | null {
  const [, owner, name, number] = /^([^/]+)\/([^#]+)#(\d+)$/.exec(text) ?? [];
  return IssueRef.safeParse({ repository: { owner, name }, number: Number(number) }).data ?? null;
}

/** Names of active rulesets, and of branches with the older protection, that our app may bypass. */
export type Bypassed = { rulesets: string[]; branches: string[] };
