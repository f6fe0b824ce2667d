// What is known of comments, so that they are not read again.
import { type Recent, recent } from "./recent.ts";

export type IssueComment = {
  id: number;
  body: string;
  author: string;
  by: "us" | "bot" | "person";
  /** ISO 8601. */
  at: string;
  editedAt: string;
};

/** By issue. `own`: ids of our comments, by marker. */
export type KnownComments = {
  read: Recent<{ all: IssueComment[]; atMs: number }>;
  reading: Map<string, Promise<CommentReading>>;
  own: Recent<number>;
};

export type CommentReading = {
  all: IssueComment[];
  /** False: only what is new was fetched, and a comment that was deleted since may be among the others. */
  isWhole: boolean;
};

const MOST_ISSUES = 50;
const MOST_OWN = 5000;

export function noComments(): KnownComments {
  return { read: recent(MOST_ISSUES), reading: new Map(), own: recent(MOST_OWN) };
}
