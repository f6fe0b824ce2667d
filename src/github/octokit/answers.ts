// Answering what people said on our pull request: each once, and never twice in the same words.
import type { PullRef } from "../../domain/outcome.ts";
import type { IssueRef } from "../../domain/repository.ts";
import { hasMarker, isSameAnswer, markerOf } from "../../messages/marker.ts";
import type { Thread } from "../thread.ts";
import { createCommentOnce } from "./comments.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { surely } from "./refusal.ts";
import { readLineThreads } from "./threads.ts";

type Answer = {
  pull: PullRef;
  issue: IssueRef;
  thread: Pick<Thread, "id" | "kind">;
  commitSha: string | null;
  body: string;
};

export async function answer(installation: Installation, given: Answer): Promise<void> {
  const { pull, issue, thread, body } = given;
  const marker = markerOf(body);
  if (thread.kind === "issue-comment") return createCommentOnce(installation, issue, body, marker);
  if (thread.kind !== "thread")
    return createCommentOnce(installation, { ...issue, number: pull.number }, body, marker);
  const octokit = installation.octokit("answer-review");
  const ours = async () => {
    const all = (await readLineThreads(installation, given)).find(([first]) => first?.id === thread.id) ?? [];
    return all.filter((comment) => isOurs(installation, comment.user));
  };
  const isAnswered = async () => (await ours()).some((comment) => hasMarker(comment.body, marker));
  const before = await ours();
  if (before.some((comment) => hasMarker(comment.body, marker))) return;
  const last = before.at(-1);
  if (last !== undefined && isSameAnswer(last.body, body)) {
    // Only its marker and its commit are newer, of which an edit notifies nobody.
    const parameters = { ...at(issue.repository), comment_id: last.id, body };
    await octokit.rest.pulls.updateReviewComment(parameters);
    return;
  }
  const target = { ...at(issue.repository), pull_number: pull.number, comment_id: thread.id };
  // Whatever a failed answer left is found before the retry.
  const reply = () =>
    octokit.rest.pulls.createReplyForReviewComment({ ...target, body, request: { retries: 0 } });
  if ((await surely(reply)) || (await isAnswered())) return;
  await reply();
}
