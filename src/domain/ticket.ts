// The issue as a run reads it. Only text a trusted person wrote, or vouched for at admission, is in it.
import { type ShownText, shownText } from "./hidden-text.ts";
import type { IssueRef } from "./repository.ts";

/** What the repository lets a person do, live. `write` and above is trusted. */
export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

export function isTrusted(permission: Permission): boolean {
  return permission === "admin" || permission === "maintain" || permission === "write";
}

export type Comment = {
  id: number;
  author: string;
  /** ISO 8601, UTC. */
  at: string;
  text: string;
};

export type Ticket = {
  issue: IssueRef;
  title: string;
  body: string;
  author: string;
  labels: string[];
  /** Trusted comments made up to the moment of admission, oldest first. Ours and commands are left out. */
  comments: Comment[];
  /** How many comments were left out because their author is not trusted. */
  untrustedComments: number;
};

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
