// The keys in Redis under which the ledger lies.
import { issueKey } from "../domain/naming.ts";
import { type IssueRef, identityOf, type Repository } from "../domain/repository.ts";
import { PREFIX } from "../redis/connection.ts";
import type { Lane } from "./rows.ts";

const LEDGER = `${PREFIX}:ledger`;
export const FEED = `${LEDGER}:feed`;
/** Repositories as JSON, by when something last began there. One that was renamed is there again. */
export const REPOSITORIES = `${LEDGER}:places`;
/** Before the name of a lane, and behind that `:` and what identifies a repository. Keys of issues, by when they came there. */
export const LANES_AT = `${LEDGER}:lanes:`;
/** Before a day. */
export const SUMS_AT = `${LEDGER}:sums:`;

export function eventsKey(runId: string): string {
  return `${LEDGER}:events:${runId}`;
}

export function runKey(runId: string): string {
  return `${LEDGER}:run:${runId}`;
}

export function reportKey(runId: string): string {
  return `${LEDGER}:report:${runId}`;
}

export function partsKey(runId: string): string {
  return `${LEDGER}:parts:${runId}`;
}

export function saidKey(runId: string): string {
  return `${LEDGER}:said:${runId}`;
}

export function rowKey(issue: IssueRef): string {
  return rowAt(issueKey(issue));
}

/** By what `issueKey` says. */
export function rowAt(key: string): string {
  return `${LEDGER}:issue:${key}`;
}

/** Ids of the runs of an issue, by their start. */
export function runsOfKey(issue: IssueRef): string {
  return `${LEDGER}:runs:${issueKey(issue)}`;
}

export function laneKey(lane: Lane, repository: Repository | null): string {
  return `${LANES_AT}${lane}${repository === null ? "" : `:${identityOf(repository)}`}`;
}
