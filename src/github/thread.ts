// What people say of our pull request and what waits for an answer: a review thread, the text of a review, or a remark.
import { z } from "zod";
import { ThreadKind } from "../domain/thread-kind.ts";
import { Comment } from "../domain/ticket.ts";

/** What waits for an answer. */
export const Thread = z.object({
  /** Of its first comment, of the review, or of the comment with the command. */
  id: z.number(),
  kind: ThreadKind,
  /** Null: it is about all of the change. */
  path: z.string().nullable(),
  /** The last line that it is about; null for a whole file, and for the body of a review. */
  line: z.number().nullable(),
  /** The first line, where it is about several. */
  startLine: z.number().nullable().default(null),
  /** Its lines are those of the base, which the change deletes. */
  onDeleted: z.boolean().default(false),
  /** The lines have changed since it was written: their numbers are those of then. */
  isOutdated: z.boolean().default(false),
  /** The change around the lines, as it was when it was written. */
  hunk: z.string().default(""),
  comments: z.array(Comment),
});
export type Thread = z.infer<typeof Thread>;

/** A review's own text is about all of the change. */
export const NOWHERE = {
  path: null,
  line: null,
  startLine: null,
  onDeleted: false,
  isOutdated: false,
  hunk: "",
};
