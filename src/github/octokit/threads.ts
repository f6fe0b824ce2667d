// Review threads and review bodies on our pull request: those that wait for an answer, and answering each once.
import type { PullRef } from "../../domain/outcome.ts";
import type { IssueRef } from "../../domain/repository.ts";
import type { Comment } from "../../domain/ticket.ts";
import { answerMarker, hasMarker, readAnswer } from "../../messages/marker.ts";
import type { Access, OpenPull, Thread } from "../github.ts";
import { createCommentOnce, readComments } from "./comments.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { surely } from "./refusal.ts";
import { liveTrust, type Trust } from "./trust.ts";

type Reading = { pull: OpenPull; issue: IssueRef; admittedAt: string };

export async function openThreads(
  installation: Installation,
  access: Access,
  reading: Reading,
): Promise<Thread[]> {
  const trust = liveTrust(access, reading.issue.repository);
  const bodies = await openBodies(installation, reading, trust);
  return [...bodies, ...(await openLineThreads(installation, reading, trust))];
}

/** A thread waits while its newest trusted comment is newer than our newest. */
async function openLineThreads(
  installation: Installation,
  reading: Reading,
  trust: Trust,
): Promise<Thread[]> {
  const threads: Thread[] = [];
  for (const [first, ...replies] of await lineThreads(installation, reading)) {
    if (first === undefined) continue;
    const all = [first, ...replies];
    const answeredAt = Math.max(
      0,
      ...all.filter((each) => isOurs(installation, each.user)).map((each) => each.id),
    );
    const comments: Comment[] = [];
    for (const each of all) {
      const author = each.user?.login ?? "ghost";
      if (Date.parse(each.created_at) > Date.parse(reading.admittedAt) || each.user?.type === "Bot") continue;
      if (await trust(author)) comments.push({ id: each.id, author, at: each.created_at, text: each.body });
    }
    if (!comments.some((comment) => comment.id > answeredAt)) continue;
    const line = first.line ?? first.original_line ?? null;
    threads.push({ id: first.id, kind: "thread", path: first.path, line, comments });
  }
  return threads;
}

async function openBodies(installation: Installation, reading: Reading, trust: Trust): Promise<Thread[]> {
  const octokit = installation.octokit("read-pull");
  const { issue, pull, admittedAt } = reading;
  const parameters = { ...at(issue.repository), pull_number: pull.number, per_page: 100 };
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, parameters);
  const { all } = await readComments(installation, onPull(issue, pull), { whole: false });
  const ours = all.filter(({ by }) => by === "us");
  const threads: Thread[] = [];
  for (const review of reviews) {
    const when = review.submitted_at ?? null;
    if (when === null || Date.parse(when) > Date.parse(admittedAt) || review.body.trim() === "") continue;
    const author = review.user?.login ?? "ghost";
    if (review.user?.type === "Bot" || ours.some(({ body }) => readAnswer(body)?.threadId === review.id))
      continue;
    if (!(await trust(author))) continue;
    const comment = { id: review.id, author, at: when, text: review.body };
    threads.push({ id: review.id, kind: "review-body", path: null, line: null, comments: [comment] });
  }
  return threads;
}

type Answer = {
  pull: PullRef;
  issue: IssueRef;
  thread: Pick<Thread, "id" | "kind">;
  commitSha: string | null;
  body: string;
};

export async function answer(installation: Installation, given: Answer): Promise<void> {
  const { pull, issue, thread, commitSha, body } = given;
  const marker = answerMarker(thread.id, commitSha);
  if (thread.kind === "review-body") {
    return createCommentOnce(installation, onPull(issue, pull), body, marker);
  }
  const octokit = installation.octokit("answer-review");
  const isAnswered = async () => {
    const all = (await lineThreads(installation, given)).find(([first]) => first?.id === thread.id) ?? [];
    return all.some((comment) => isOurs(installation, comment.user) && hasMarker(comment.body, marker));
  };
  if (await isAnswered()) return;
  const target = { ...at(issue.repository), pull_number: pull.number, comment_id: thread.id };
  // Whatever a failed answer left is found before the retry.
  const reply = () =>
    octokit.rest.pulls.createReplyForReviewComment({ ...target, body, request: { retries: 0 } });
  if ((await surely(reply)) || (await isAnswered())) return;
  await reply();
}

/** Review comments by thread, oldest first. A reply names the first comment of its thread. */
async function lineThreads(installation: Installation, { pull, issue }: { pull: PullRef; issue: IssueRef }) {
  const octokit = installation.octokit("read-pull");
  const parameters = { ...at(issue.repository), pull_number: pull.number, per_page: 100 };
  const all = await octokit.paginate(octokit.rest.pulls.listReviewComments, parameters);
  const oldestFirst = all.toSorted((a, b) => a.id - b.id);
  return [...Map.groupBy(oldestFirst, (each) => each.in_reply_to_id ?? each.id).values()];
}

function onPull(issue: IssueRef, pull: PullRef): IssueRef {
  return { repository: issue.repository, number: pull.number };
}
