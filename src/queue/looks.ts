// What sweeps knew of each repository when they last looked, as texts that only they read.
import type { Redis } from "ioredis";
import { identityOf, type Repository } from "../domain/repository.ts";
import { PREFIX } from "../redis/connection.ts";

const KEPT_S = 30 * 24 * 60 * 60;

export async function lastLook(redis: Redis, repository: Repository): Promise<string | null> {
  return redis.get(lookKey(repository));
}

export async function keepLook(redis: Redis, repository: Repository, text: string): Promise<void> {
  await redis.set(lookKey(repository), text, "EX", KEPT_S);
}

function lookKey(repository: Repository): string {
  return `${PREFIX}:look:${identityOf(repository)}`;
}
