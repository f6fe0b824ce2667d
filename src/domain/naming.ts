// The names we give to things on GitHub, made and recognised in one place.
import type { IssueRef } from "./repository.ts";
import { identityOf } from "./repository.ts";

const PREFIX = "issuewright/";

/** A branch of ours: `issuewright/12-the-first-words-of-the-title`. */
export function branchName(issue: number, title: string): string {
  const words = title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return words === "" ? `${PREFIX}${issue}` : `${PREFIX}${issue}-${words}`;
}

/** The issue a branch of ours belongs to; null for a branch that is not ours. */
export function issueOfBranch(branch: string): number | null {
  const match = /^issuewright\/([1-9]\d{0,9})(?:-[a-z0-9-]+)?$/.exec(branch);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** The key under which everything about one issue is serialised. No `:`, which BullMQ forbids in job ids. */
export function issueKey(issue: IssueRef): string {
  return `${identityOf(issue.repository)}#${issue.number}`;
}
