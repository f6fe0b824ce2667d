// The keys in Redis under which the state of an issue lies.
import { issueKey } from "../domain/naming.ts";
import { type IssueRef, identityOf } from "../domain/repository.ts";
import { PREFIX } from "../redis/connection.ts";

export const QUEUE_NAME = "runs";
/** Of the words that are owed to people. */
export const OUTBOX = "outbox";
/** Before the id of a job: BullMQ's key of it. */
export const JOBS = `${PREFIX}:${QUEUE_NAME}:`;

export function stateKey(issue: IssueRef): string {
  return `${PREFIX}:issue:${issueKey(issue)}`;
}

export function recentKey(issue: IssueRef): string {
  return `${PREFIX}:recent:${issueKey(issue)}`;
}

/** Of every run at work, in whichever repository. */
export const PLACES_KEY = `${PREFIX}:places`;
/** By when each gave its last sign. */
export const WORKERS_KEY = `${PREFIX}:workers`;
export const WAITING_KEY = `${PREFIX}:waiting`;
export const WAITING_OF_KEY = `${PREFIX}:waiting:of`;

/** As places are counted. */
export function placeName(issue: IssueRef): string {
  return identityOf(issue.repository);
}

export function lockKey({ runId }: { runId: string }): string {
  return `${JOBS}${runId}:lock`;
}
