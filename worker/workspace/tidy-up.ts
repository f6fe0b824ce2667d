// Removes from the disk what no run will need: idle mirrors and checkouts, old packs, and folders of dead processes.
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../src/clock.ts";
import { changeUnheld, collectIdle, type IdleCaps } from "../leases/leased-folders.ts";
import { nullOn } from "../leases/null-on.ts";
import { isAlive } from "../leases/owner.ts";
import { type Git, outputOf } from "./git.ts";

export type Folders = { mirrors: string; checkouts: string; scratch: string };

/** How much is kept of what no run holds. Checkouts are counted over all repositories. */
export type Caps = { checkouts: number; mirrors: number; mirrorBytes: number; packs: number };

export const DEFAULT_CAPS: Caps = { checkouts: 10, mirrors: 50, mirrorBytes: 20 * 1024 ** 3, packs: 40 };

/** How many commits of a pruned mirror keep their refs. Their history stays with them. */
const COMMITS_KEPT = 20;
const REPACK_TIMEOUT_MS = 30 * 60_000;

/** Returns the number of removed folders. */
export async function tidyUp(folders: Folders, clock: Clock, caps: Caps): Promise<number> {
  const checkouts = await namesIn(folders.checkouts);
  const kept: IdleCaps = { count: caps.checkouts, bytes: Number.POSITIVE_INFINITY, sizeOf: async () => 0 };
  const gone = await collectIdle(
    checkouts.map((name) => join(folders.checkouts, name)),
    clock,
    kept,
  );
  const mirrors = { count: caps.mirrors, bytes: caps.mirrorBytes, sizeOf: packedBytes };
  return (
    gone + (await collectIdle([folders.mirrors], clock, mirrors)) + (await removeScratch(folders.scratch))
  );
}

/**
 * Repacks a mirror with too many packs into one pack with the history of the newest commits. Leaves a mirror alone that
 * somebody holds, because sandboxes and checkouts borrow its objects. Returns true if it repacked.
 */
export async function prune(options: {
  git: Git;
  path: string;
  caps: Caps;
  signal: AbortSignal;
}): Promise<boolean> {
  const { git, path, caps, signal } = options;
  if ((await packsOf(path)).length <= caps.packs) return false;
  return await changeUnheld(path, async () => {
    const call = { cwd: path, env: { GIT_DIR: path }, signal };
    const stale = (await keptRefs(path)).slice(COMMITS_KEPT);
    const input = stale.map((name) => `delete refs/kept/${name}\n`).join("");
    await outputOf(git, { ...call, args: ["update-ref", "--stdin"], input });
    await outputOf(git, { ...call, args: ["repack", "-a", "-d", "-q"], timeoutMs: REPACK_TIMEOUT_MS });
  });
}

/** Newest first. */
async function keptRefs(path: string): Promise<string[]> {
  const folder = join(path, "refs", "kept");
  const refs = (await namesIn(folder)).map(async (name) => ({
    name,
    atMs: (await stat(join(folder, name))).mtimeMs,
  }));
  return (await Promise.all(refs)).toSorted((a, b) => b.atMs - a.atMs).map(({ name }) => name);
}

async function packsOf(path: string): Promise<string[]> {
  return (await namesIn(join(path, "objects", "pack"))).filter((name) => name.endsWith(".pack"));
}

async function packedBytes(path: string): Promise<number> {
  const folder = join(path, "objects", "pack");
  const sizes = (await namesIn(folder)).map(
    async (name) => (await nullOn(["ENOENT"], () => stat(join(folder, name))))?.size ?? 0,
  );
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}

async function removeScratch(folder: string): Promise<number> {
  const names = await namesIn(folder);
  const alive = await Promise.all(names.map(isAlive));
  const dead = names.filter((_name, at) => alive[at] === false);
  for (const name of dead) await rm(join(folder, name), { recursive: true, force: true });
  return dead.length;
}

async function namesIn(folder: string): Promise<string[]> {
  return (await nullOn(["ENOENT"], () => readdir(folder))) ?? [];
}
