// The issue as a run reads it. Only text a trusted person wrote, or vouched for at admission, is in it.
import { z } from "zod";
import { type ShownText, shownText } from "./hidden-text.ts";
import { IssueRef } from "./repository.ts";

/** What the repository lets a person do, live. `write` and above is trusted. */
export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

export function isTrusted(permission: Permission): boolean {
  return permission === "admin" || permission === "maintain" || permission === "write";
}

export const Comment = z.object({
  id: z.number(),
  author: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  text: z.string(),
});
export type Comment = z.infer<typeof Comment>;

export const Ticket = z.object({
  issue: IssueRef,
  title: z.string(),
  body: z.string(),
  author: z.string(),
  labels: z.array(z.string()),
  /** Trusted comments made up to the moment of admission, oldest first. Ours and commands are left out. */
  comments: z.array(Comment),
  /** How many comments were left out because their author is not trusted. */
  untrustedComments: z.int(),
  /** Of the issue's text as it was when it was read, whether that is in here or not. Null: nobody knows. */
  textDigest: z.string().nullable().default(null),
});
export type Ticket = z.infer<typeof Ticket>;

/** The whole text a model reads of a ticket: what GitHub shows of it. */
export function ticketText(ticket: Ticket): string {
  const comments = ticket.comments.map(
    (c) => `\n\n--- comment by ${c.author}, ${c.at}\n${shownText(c.text).text}`,
  );
  return `# ${ticket.title}\n\n${shownText(ticket.body).text}${comments.join("")}`;
}

/** What of a ticket no model reads, because GitHub does not show it. */
export function hiddenIn({ body, comments }: Pick<Ticket, "body" | "comments">): ShownText["hidden"] {
  const counts = new Map<ShownText["hidden"][number]["kind"], number>();
  for (const text of [body, ...comments.map((comment) => comment.text)])
    for (const { kind, count } of shownText(text).hidden) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
