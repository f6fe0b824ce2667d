// The keys in Redis under which the state of an issue lies.
import { issueKey } from "../domain/naming.ts";
import { type IssueRef, slug } from "../domain/repository.ts";
import { PREFIX } from "../redis/connection.ts";
import type { Hold } from "./claims.ts";

export const QUEUE_NAME = "runs";
/** Before the id of a job: BullMQ's key of it. */
export const JOBS = `${PREFIX}:${QUEUE_NAME}:`;

export function stateKey(issue: IssueRef): string {
  return `${PREFIX}:issue:${issueKey(issue)}`;
}

export function recentKey(issue: IssueRef): string {
  return `${PREFIX}:recent:${issueKey(issue)}`;
}

export function slotsKey(issue: IssueRef): string {
  return `${PREFIX}:slots:${slug(issue.repository).toLowerCase()}`;
}

export function lockKey(hold: Hold): string {
  return `${JOBS}${hold.runId}:lock`;
}
