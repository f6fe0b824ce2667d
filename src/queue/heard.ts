// What we remember of an issue: which occasions were taken in, and what its newest job was.
import type { Redis } from "ioredis";
import { z } from "zod";
import { issueKey } from "../domain/naming.ts";
import { type Occasion, occasionName } from "../domain/occasion.ts";
import type { IssueRef } from "../domain/repository.ts";
import { PREFIX } from "../redis/connection.ts";
import { HEAR, IS_HEARD, RECALL } from "./heard-scripts.ts";
import { JOBS, stateKey } from "./keys.ts";
import type { Recalled } from "./queue.ts";

export async function isHeard(redis: Redis, issue: IssueRef, occasion: Occasion): Promise<boolean> {
  const keys = [stateKey(issue), heardKey(issue)];
  return (await redis.eval(IS_HEARD, keys.length, ...keys, JOBS, ...occasionArguments(occasion))) === 1;
}

export async function hear(redis: Redis, issue: IssueRef, now: number, occasion: Occasion): Promise<void> {
  const keys = [stateKey(issue), heardKey(issue)];
  await redis.eval(HEAR, keys.length, ...keys, JOBS, now, ...occasionArguments(occasion));
}

export async function recall(redis: Redis, issue: IssueRef): Promise<Recalled> {
  const reply = await redis.eval(RECALL, 2, stateKey(issue), heardKey(issue), JOBS);
  const [lives, lost, asked, admitted, digest, heard] = RecallReply.parse(reply);
  return {
    hasRun: lives === 1,
    lostRun: lost === 1,
    askedAtMs: asked === "" ? null : Number(asked),
    admittedAt: admitted || null,
    digest: digest || null,
    heard: new Set(heard),
  };
}

const RecallReply = z.tuple([z.int(), z.int(), z.string(), z.string(), z.string(), z.array(z.string())]);

export function heardKey(issue: IssueRef): string {
  return `${PREFIX}:heard:${issueKey(issue)}`;
}

/** The name, the moment of a request, and whether a sweep brought it; the scripts know of no more than these. */
export function occasionArguments(occasion: Occasion | null): [string, string, string] {
  if (occasion === null) return ["", "", ""];
  if (occasion.kind !== "asked") return [occasionName(occasion), "", ""];
  return ["", String(Date.parse(occasion.at)), occasion.broughtBy === "sweep" ? "1" : ""];
}
