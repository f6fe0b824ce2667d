// A digest of what a spec was written from: tells the next run whether the spec still fits the issue.
import { createHash } from "node:crypto";
import type { Ticket } from "./ticket.ts";

/** 32 hexadecimal digits: the first half is of title and body, the second of the comments. */
export function textBasis(ticket: Pick<Ticket, "title" | "body" | "comments">): string {
  const comments = ticket.comments.map((comment) => [comment.id, comment.text]);
  return `${halfDigest([ticket.title, ticket.body])}${halfDigest(comments)}`;
}

export function sameComments(basis: string, other: string): boolean {
  return basis.slice(HALF) === other.slice(HALF);
}

export function sameText(basis: string, other: string): boolean {
  return basis.slice(0, HALF) === other.slice(0, HALF);
}

const HALF = 16;

function halfDigest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, HALF);
}
