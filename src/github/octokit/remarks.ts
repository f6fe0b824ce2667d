// What people say with a command of a review outside of its threads: in the conversation of our pull request, or on the issue.
import { commandIn } from "../../domain/command.ts";
import { isForReview } from "../../domain/intent.ts";
import type { IssueRef } from "../../domain/repository.ts";
import type { Comment } from "../../domain/ticket.ts";
import { readAnswer } from "../../messages/marker.ts";
import type { OpenPull } from "../github.ts";
import { NOWHERE, type Thread } from "../thread.ts";
import { readComments } from "./comments.ts";
import { type Installation, isOurs } from "./installation.ts";
import type { IssueComment } from "./known-comments.ts";
import type { Review } from "./reviews.ts";
import type { Trust } from "./trust.ts";

type Reading = { pull: OpenPull; issue: IssueRef; admittedAt: string; reviews: Review[] };

/** Those that we have not answered. On the issue, what is said with `/ai restart` is part of the ticket. */
export async function openRemarks(
  installation: Installation,
  { pull, issue, admittedAt, reviews }: Reading,
  trust: Trust,
): Promise<Thread[]> {
  const conversation = { ...issue, number: pull.number };
  const [{ all }, { all: onIssue }] = await Promise.all([
    readComments(installation, conversation, { whole: false }),
    readComments(installation, issue, { whole: false }),
  ]);
  const inOrder = [...all, ...bodiesOf(installation, reviews)].toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
  const among = (comments: IssueComment[], words: (word: string) => boolean) =>
    remarksAmong(comments, { admittedAt, trust, isMeant: words });
  const onPull = await among(inOrder, isForReview);
  const besides = await among(onIssue, (word) => isForReview(word) && word !== "restart");
  return [
    ...onPull.map((remark) => asThread("pull-comment", remark)),
    ...besides.filter(({ isAlone }) => isAlone).map((remark) => asThread("issue-comment", remark)),
  ];
}

/** `comments`: the remark, behind what it vouches for. `isAlone`: it vouches for nothing. */
type Remark = { id: number; comments: Comment[]; isAlone: boolean };

type Among = { admittedAt: string; trust: Trust; isMeant(word: string): boolean };

async function remarksAmong(
  comments: readonly IssueComment[],
  { admittedAt, trust, isMeant }: Among,
): Promise<Remark[]> {
  const answered = comments.flatMap(({ by, body }) => (by === "us" ? [readAnswer(body)?.threadId] : []));
  const remarks: Remark[] = [];
  for (const [index, { id, author, by, at, body }] of comments.entries()) {
    const command = commandIn(body);
    if (by !== "person" || command === null || !isMeant(command.word)) continue;
    if (Date.parse(at) > Date.parse(admittedAt) || answered.includes(id) || !(await trust(author))) continue;
    const own = { id, author, at, text: command.said === "" ? body : command.said };
    const above = command.said === "" ? vouchedAbove(comments[index - 1], at) : null;
    if (above !== null) remarks.push({ id, comments: [above, own], isAlone: false });
    else if (command.said !== "") remarks.push({ id, comments: [own], isAlone: true });
  }
  return remarks;
}

/** A command without a word of its own, right below a bot's comment, is about that comment as it stood then. */
function vouchedAbove(above: IssueComment | undefined, at: string): Comment | null {
  if (above?.by !== "bot" || Date.parse(above.editedAt) > Date.parse(at)) return null;
  return { id: above.id, author: above.author, at: above.at, text: above.body };
}

/** What bots say in the text of a review. */
function bodiesOf(installation: Installation, reviews: readonly Review[]): IssueComment[] {
  return reviews.flatMap(({ id, user, body, submitted_at: at }) => {
    if (user?.type !== "Bot" || isOurs(installation, user) || body.trim() === "" || !at) return [];
    return [{ id, body, author: user.login, by: "bot" as const, at, editedAt: at }];
  });
}

function asThread(kind: "pull-comment" | "issue-comment", { id, comments }: Remark): Thread {
  return { id, kind, ...NOWHERE, comments };
}
