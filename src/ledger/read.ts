// The reading side of the ledger in Redis: each answer is some ranges of an index and the rows they name, in few round trips.
import type { Redis } from "ioredis";
import { identityOf, Repository } from "../domain/repository.ts";
import { RunPart, SaidStep } from "../domain/run-part.ts";
import { daysOver } from "./days.ts";
import { laneKey, partsKey, REPOSITORIES, rowAt, rowKey, runKey, runsOfKey, saidKey } from "./keys.ts";
import type { Ledger } from "./ledger.ts";
import { atWorkIn } from "./noted.ts";
import { unpack } from "./packed.ts";
import { IssueRow, RunRow, type Standing } from "./rows.ts";

const MOST_RUNS_OF_ISSUE = 50;
const MOST_REPOSITORIES = 200;

export type LedgerReader = Pick<
  Ledger,
  "parts" | "said" | "run" | "runsOf" | "lane" | "issue" | "repositories" | "sums"
>;

export function readerOver(redis: Redis): LedgerReader {
  return {
    parts: async (runId) => {
      const kept = Object.values(await redis.hgetallBuffer(partsKey(runId)));
      return (await Promise.all(kept.map((bytes) => unpack(bytes, RunPart)))).filter((part) => part !== null);
    },
    said: async (runId, { from, count }) => {
      const key = saidKey(runId);
      const [kept, of] = await Promise.all([
        redis.lrangeBuffer(key, from, from + count - 1),
        redis.llen(key),
      ]);
      const steps = await Promise.all(kept.map((bytes) => unpack(bytes, SaidStep)));
      return { rows: steps.filter((step) => step !== null), of };
    },
    run: (runId) => rowOf(redis, runId),
    runsOf: async (issue) =>
      rowsOf(redis, await redis.zrevrange(runsOfKey(issue), 0, MOST_RUNS_OF_ISSUE - 1)),
    lane: async (lane, repositories, { from, count }) => {
      const lanes =
        repositories === null ? [laneKey(lane, null)] : repositories.map((each) => laneKey(lane, each));
      // Of several only the newest of all of them tell where the page begins.
      const first = lanes.length === 1 ? from : 0;
      const parts = await Promise.all(lanes.map((key) => newestIn(redis, key, first, from + count)));
      const newest = parts.flatMap(({ issues }) => issues).toSorted((a, b) => b.sinceMs - a.sinceMs);
      const keys = newest.slice(from - first, from - first + count).map(({ key }) => rowAt(key));
      return { rows: await standingsOf(redis, keys), of: parts.reduce((sum, { of }) => sum + of, 0) };
    },
    issue: async (issue) => (await standingsOf(redis, [rowKey(issue)]))[0] ?? null,
    repositories: async (isWanted = () => true) => {
      const kept = await redis.zrevrange(REPOSITORIES, 0, -1);
      const known = kept
        .flatMap((text) => Repository.safeParse(JSON.parse(text)).data ?? [])
        .filter(isWanted);
      const newest = [...Map.groupBy(known, identityOf).values()].flatMap(([first]) => first ?? []);
      return newest.slice(0, MOST_REPOSITORIES);
    },
    sums: daysOver(redis),
  };
}

type Placed = { key: string; sinceMs: number };

/** The issues of one lane, newest first, from one place to before another, and how many are in it. */
async function newestIn(
  redis: Redis,
  key: string,
  from: number,
  to: number,
): Promise<{ issues: Placed[]; of: number }> {
  const [kept, of] = await Promise.all([redis.zrevrange(key, from, to - 1, "WITHSCORES"), redis.zcard(key)]);
  const issues = kept.flatMap((name, at) =>
    at % 2 === 0 ? [{ key: name, sinceMs: Number(kept[at + 1]) }] : [],
  );
  return { issues, of };
}

export async function rowOf(redis: Redis, runId: string): Promise<RunRow | null> {
  return (await rowsOf(redis, [runId]))[0] ?? null;
}

async function rowsOf(redis: Redis, ids: string[]): Promise<RunRow[]> {
  const kept = await hashes(redis, ids.map(runKey));
  return kept.flatMap(
    (fields, index) => RunRow.safeParse({ ...fields, ...atWorkIn(fields), runId: ids[index] }).data ?? [],
  );
}

async function standingsOf(redis: Redis, keys: string[]): Promise<Standing[]> {
  const kept = await hashes(redis, keys);
  const rows = kept.flatMap((fields) => IssueRow.safeParse(fields).data ?? []);
  const newest = new Map(
    (
      await rowsOf(
        redis,
        rows.map(({ run }) => run),
      )
    ).map((row) => [row.runId, row]),
  );
  return rows.map((row) => ({ ...row, newest: newest.get(row.run) ?? null }));
}

/** Asked for at once, so that they travel together. */
async function hashes(redis: Redis, keys: string[]): Promise<Record<string, string>[]> {
  return Promise.all(keys.map((key) => redis.hgetall(key)));
}
