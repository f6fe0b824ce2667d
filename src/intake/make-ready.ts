// Makes the draft of an issue an ordinary pull request, because a person asked for it.
import type { Readiness } from "../domain/readiness.ts";
import type { IssueRef } from "../domain/repository.ts";
import type { GitHub } from "../github/github.ts";

export async function makeReady(issue: IssueRef, { pulls }: Pick<GitHub, "pulls">): Promise<Readiness> {
  const { open: pull } = await pulls.find(issue);
  if (pull === null) return { kind: "no-pull", issue: issue.number };
  if (!pull.isDraft) return { kind: "was-ready", pull: pull.number };
  await pulls.markReady(issue.repository, pull.number);
  return { kind: "made-ready", pull: pull.number };
}
