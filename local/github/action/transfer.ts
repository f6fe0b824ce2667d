// An issue moves to another repository, with its comments and labels, under a number of its own there.
// https://docs.github.com/issues/tracking-your-work-with-issues/administering-issues/transferring-an-issue-to-another-repository
import { type Actor, type Hub, stamp } from "../hub.ts";
import { issuePayload } from "../payload/issue.ts";
import { repositoryApiUrl, repositoryPayload } from "../payload/repository.ts";
import type { Issue, Repository } from "../state.ts";
import { emitAbout, newIssue } from "./issues.ts";

export async function transferIssue(
  hub: Hub,
  from: Repository,
  actor: Actor,
  { issue, to }: { issue: Issue; to: Repository },
): Promise<Issue> {
  const { number } = newIssue(hub, to, actor, { title: issue.title, body: issue.body });
  const there = { ...issue, number, updatedAt: stamp(hub) };
  to.issues.set(number, there);
  const comments = from.comments.filter((comment) => comment.issue === issue.number);
  to.comments.push(...comments.map((comment) => ({ ...comment, issue: number })));
  from.comments = from.comments.filter((comment) => comment.issue !== issue.number);
  const changes = {
    new_issue: issuePayload(hub, to, there),
    new_repository: repositoryPayload(hub, to),
  };
  from.issues.delete(issue.number);
  from.transferredIssues.set(issue.number, `${repositoryApiUrl(hub, to)}/issues/${number}`);
  await emitAbout(hub, from, actor, issue, { action: "transferred", changes });
  return there;
}
