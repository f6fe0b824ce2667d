// Where people say on our pull request what waits for an answer.
import { z } from "zod";

/**
 * `thread`: on a file or its lines. The others are about all of the change: the text of a review, and what is said with a
 * command in the conversation of the pull request or on the issue.
 */
export const ThreadKind = z.enum(["thread", "review-body", "pull-comment", "issue-comment"]);
export type ThreadKind = z.infer<typeof ThreadKind>;
