// Folders that processes of this host share: made once, never changed, held by leases, collected when nobody holds them.
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Clock } from "../../src/clock.ts";
import { expecting } from "./expecting.ts";
import { isAlive, ownedName } from "./owner.ts";

const FOREIGN_LEASE_MS = 24 * 60 * 60_000;

/**
 * A unit is `<folder>/<key>.<nonce>/` with what it is for in `tree/` and one file in `leases/` per holder. `leases` is
 * removed with rmdir, which fails while a lease is in it: that is what makes holding and collecting exclude each other
 * across processes, without a lock.
 */
export type Held = { tree: string; release(): Promise<void> };

/** What is kept for the next one although nobody holds it, the newest first. */
export type Kept = {
  count: number;
  bytes: number;
  /** What the thing in `tree/` takes of the disk. */
  sizeOf(tree: string): Promise<number>;
};

/** Leases what is there under a key; null: nothing is. */
export async function hold(folder: string, key: string): Promise<Held | null> {
  const units = (await expecting(["ENOENT"], () => readdir(folder))) ?? [];
  for (const unit of units) {
    const held = unit.startsWith(`${key}.`) ? await lease(join(folder, unit)) : null;
    if (held !== null) return held;
  }
  return null;
}

/** Makes a unit and leases it. It is there whole or not at all. */
export async function put(options: {
  folder: string;
  key: string;
  /** Fills the empty folder. */
  make(tree: string): Promise<void>;
}): Promise<Held> {
  const { folder, key, make } = options;
  const making = join(folder, `making.${await ownedName()}`);
  try {
    await mkdir(join(making, "leases"), { recursive: true });
    await mkdir(join(making, "tree"));
    const name = await ownedName();
    await writeFile(join(making, "leases", name), "");
    await make(join(making, "tree"));
    const unit = join(folder, `${key}.${randomUUID()}`);
    await rename(making, unit);
    return held(unit, name);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** Removes what dead processes left, and what has been idle for longest beyond what is kept. Returns how many folders. */
export async function collect(folders: string[], clock: Clock, kept: Kept): Promise<number> {
  const units = (await Promise.all(folders.map(unitsIn))).flat();
  const states = await Promise.all(units.map((unit) => stateOf(unit, clock)));
  const dead = states.flatMap((state) => (state.kind === "dead" ? [state.unit] : []));
  const idle = states.filter((state) => state.kind === "idle");
  const free = await Promise.all(
    (await beyond(idle, kept)).map(async ({ unit }) => ((await giveUp(unit)) ? [unit] : [])),
  );
  const gone = [...dead, ...free.flat()];
  for (const unit of gone) await rm(unit, { recursive: true, force: true });
  return gone.length;
}

/** Takes a unit out of everybody's reach while `work` changes it; false where somebody holds it. */
export async function tend(tree: string, work: () => Promise<void>): Promise<boolean> {
  const unit = dirname(tree);
  const mark = join(unit, `tending.${await ownedName()}`);
  // Before the leases go: without them and without this it would count as given up.
  if ((await expecting(["ENOENT"], () => writeFile(mark, "").then(() => true))) === null) return false;
  try {
    if (!(await giveUp(unit))) return false;
    await work();
    await mkdir(join(unit, "leases"));
    return true;
  } finally {
    await rm(mark, { force: true });
  }
}

type Idle = { kind: "idle"; unit: string; usedAtMs: number };
type State = { kind: "held" } | { kind: "dead"; unit: string } | Idle;

async function beyond(idle: Idle[], { count, bytes, sizeOf }: Kept): Promise<Idle[]> {
  const newestFirst = idle.toSorted((a, b) => b.usedAtMs - a.usedAtMs);
  const sizes = await Promise.all(newestFirst.map(({ unit }) => sizeOf(join(unit, "tree"))));
  let sum = 0;
  return newestFirst.filter((_unit, at) => {
    sum += sizes[at] ?? 0;
    return at >= count || sum > bytes;
  });
}

async function lease(unit: string): Promise<Held | null> {
  const name = await ownedName();
  const done = await expecting(["ENOENT"], () => writeFile(join(unit, "leases", name), "").then(() => true));
  return done === null ? null : held(unit, name);
}

function held(unit: string, name: string): Held {
  return { tree: join(unit, "tree"), release: () => rm(join(unit, "leases", name), { force: true }) };
}

async function unitsIn(folder: string): Promise<string[]> {
  const names = await expecting(["ENOENT"], () => readdir(folder));
  return (names ?? []).map((name) => join(folder, name));
}

async function stateOf(unit: string, clock: Clock): Promise<State> {
  const [, maker] = /\/making\.([^/]+)$/.exec(unit) ?? [];
  if (maker !== undefined)
    return (await isAlive(maker)) === false ? { kind: "dead", unit } : { kind: "held" };
  const leases = join(unit, "leases");
  const names = await expecting(["ENOENT", "ENOTDIR"], () => readdir(leases));
  // Somebody tends it, or began to collect it and did not come to the end.
  if (names === null) return (await isTended(unit)) ? { kind: "held" } : { kind: "dead", unit };
  const usedAtMs = (await expecting(["ENOENT"], () => stat(leases)))?.mtimeMs ?? 0;
  const live = await Promise.all(names.map((name) => isHeld(join(leases, name), name, clock)));
  return live.includes(true) ? { kind: "held" } : { kind: "idle", unit, usedAtMs };
}

async function isTended(unit: string): Promise<boolean> {
  const names = (await expecting(["ENOENT", "ENOTDIR"], () => readdir(unit))) ?? [];
  const owners = names.flatMap((name) => /^tending\.(.+)$/.exec(name)?.[1] ?? []);
  return (await Promise.all(owners.map(isAlive))).some((alive) => alive !== false);
}

async function isHeld(file: string, name: string, clock: Clock): Promise<boolean> {
  const alive = await isAlive(name);
  if (alive === true) return true;
  if (alive === null) {
    const since = (await expecting(["ENOENT"], () => stat(file)))?.mtimeMs ?? 0;
    if (clock.now() - since < FOREIGN_LEASE_MS) return true;
  }
  await rm(file, { force: true });
  return false;
}

/** True when nobody can lease the unit any more. */
async function giveUp(unit: string): Promise<boolean> {
  const done = await expecting(["ENOTEMPTY", "EEXIST", "ENOENT"], () =>
    rmdir(join(unit, "leases")).then(() => true),
  );
  return done === true;
}
