// A person edits or deletes what a person wrote on an issue: the new words count, and words that are gone count no longer.
import { z } from "zod";
import { isPlain, wishIn } from "../commands/index.ts";
import { refinement, type Wish } from "../domain/intent.ts";
import { digest } from "../domain/job.ts";
import { editOf, type Occasion, wordsOf } from "../domain/occasion.ts";
import { asked, IssueEvent, issueOf, type Trigger } from "./trigger.ts";

const Changed = IssueEvent.extend({
  action: z.enum(["edited", "deleted"]),
  comment: z.object({
    id: z.int(),
    body: z.string(),
    user: z.object({ login: z.string(), type: z.string() }).nullable(),
    updated_at: z.iso.datetime().nullable().default(null),
  }),
  changes: z.object({ body: z.object({ from: z.string() }).optional() }).default({}),
});

export const commentChanged: Trigger = {
  events: ["issue_comment.edited", "issue_comment.deleted"],
  asker: "person",
  readsLabels: false,
  intent(payload, context) {
    const event = Changed.safeParse(payload).data;
    if (event === undefined || event.issue.pull_request !== undefined) return null;
    const { comment, issue, action, changes } = event;
    const author = comment.user?.type === "User" ? comment.user.login : null;
    if (author === null) return null;
    const textDigest = digest(issue.title, issue.body ?? "");
    const isGone = action === "deleted";
    const before = isGone ? comment.body : (changes.body?.from ?? comment.body);
    const wish = wishAfter(before, isGone ? "" : comment.body, textDigest);
    if (wish === null) return null;
    const occasion: Occasion = isGone
      ? { kind: "comment-deleted", id: comment.id }
      : editOf(comment.id, comment.body);
    const about = { ...asked(event, context, issueOf(event), isGone ? null : comment.updated_at), occasion };
    return { ...about, ...ofAuthor(wish, author) };
  },
};

/** What the change asks for; null where it asks for nothing that was not asked before. */
function wishAfter(before: string, after: string, textDigest: string): Wish | null {
  if (wordsOf(before) === wordsOf(after)) return null;
  // Plain words that came, changed or went: the spec is written from what stands there now.
  if (isPlain(after)) return refinement(textDigest);
  const command = wishIn(after, textDigest);
  if (command === null) return isPlain(before) ? refinement(textDigest) : null;
  return JSON.stringify(command) === JSON.stringify(wishIn(before, textDigest)) ? null : command;
}

/** Words of people without write access never counted, whoever changes them. */
function ofAuthor(wish: Wish, author: string): Wish {
  return wish.kind === "run" ? { ...wish, unseenAuthor: author } : wish;
}
