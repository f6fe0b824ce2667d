// Folders that processes of this host share: made once, never changed, leased, removed when nobody leases them.
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Clock } from "../../src/clock.ts";
import { nullOn } from "./null-on.ts";
import { isAlive, ownedName } from "./owner.ts";

const FOREIGN_LEASE_MS = 24 * 60 * 60_000;

/**
 * A unit is `<folder>/<key>.<nonce>/` with its content in `tree/` and one file in `leases/` per holder. `leases` is
 * removed with rmdir, which fails while a lease is in it: that is what makes leasing and collecting exclude each other
 * across processes, without a lock.
 */
export type Lease = { tree: string; release(): Promise<void> };

/** How much is kept although nobody leases it, the most recently used first. */
export type IdleCaps = {
  count: number;
  bytes: number;
  /** What a `tree/` takes of the disk, in bytes. */
  sizeOf(tree: string): Promise<number>;
};

/** Leases the unit under a key; null where there is none. */
export async function lease(folder: string, key: string): Promise<Lease | null> {
  const units = (await nullOn(["ENOENT"], () => readdir(folder))) ?? [];
  for (const unit of units) {
    const leased = unit.startsWith(`${key}.`) ? await leaseUnit(join(folder, unit)) : null;
    if (leased !== null) return leased;
  }
  return null;
}

/** Makes a unit and leases it. The unit is there whole or not at all. */
export async function makeLeased(options: {
  folder: string;
  key: string;
  /** Fills the empty folder. */
  make(tree: string): Promise<void>;
}): Promise<Lease> {
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
    return leaseOf(unit, name);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** Removes what dead processes left, and the idle units beyond the caps. Returns the number of folders removed. */
export async function collectIdle(folders: string[], clock: Clock, caps: IdleCaps): Promise<number> {
  const units = (await Promise.all(folders.map(unitsIn))).flat();
  const states = await Promise.all(units.map((unit) => stateOf(unit, clock)));
  const dead = states.flatMap((state) => (state.kind === "dead" ? [state.unit] : []));
  const idle = states.filter((state) => state.kind === "idle");
  const free = await Promise.all(
    (await beyondCaps(idle, caps)).map(async ({ unit }) => ((await giveUp(unit)) ? [unit] : [])),
  );
  const gone = [...dead, ...free.flat()];
  for (const unit of gone) await rm(unit, { recursive: true, force: true });
  return gone.length;
}

/** Takes a unit out of every process's reach while `work` changes it; false where somebody leases it. */
export async function changeUnheld(tree: string, work: () => Promise<void>): Promise<boolean> {
  const unit = dirname(tree);
  const mark = join(unit, `changing.${await ownedName()}`);
  // Written before the leases go: a unit with neither counts as given up.
  if ((await nullOn(["ENOENT"], () => writeFile(mark, "").then(() => true))) === null) return false;
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
type State = { kind: "in-use" } | { kind: "dead"; unit: string } | Idle;

async function beyondCaps(idle: Idle[], { count, bytes, sizeOf }: IdleCaps): Promise<Idle[]> {
  const newestFirst = idle.toSorted((a, b) => b.usedAtMs - a.usedAtMs);
  const sizes = await Promise.all(newestFirst.map(({ unit }) => sizeOf(join(unit, "tree"))));
  let sum = 0;
  return newestFirst.filter((_unit, at) => {
    sum += sizes[at] ?? 0;
    return at >= count || sum > bytes;
  });
}

async function leaseUnit(unit: string): Promise<Lease | null> {
  const name = await ownedName();
  const done = await nullOn(["ENOENT"], () => writeFile(join(unit, "leases", name), "").then(() => true));
  return done === null ? null : leaseOf(unit, name);
}

function leaseOf(unit: string, name: string): Lease {
  return { tree: join(unit, "tree"), release: () => rm(join(unit, "leases", name), { force: true }) };
}

async function unitsIn(folder: string): Promise<string[]> {
  const names = await nullOn(["ENOENT"], () => readdir(folder));
  return (names ?? []).map((name) => join(folder, name));
}

async function stateOf(unit: string, clock: Clock): Promise<State> {
  const [, maker] = /\/making\.([^/]+)$/.exec(unit) ?? [];
  if (maker !== undefined)
    return (await isAlive(maker)) === false ? { kind: "dead", unit } : { kind: "in-use" };
  const leases = join(unit, "leases");
  const names = await nullOn(["ENOENT", "ENOTDIR"], () => readdir(leases));
  // A process changes it, or began to collect it and did not finish.
  if (names === null) return (await isBeingChanged(unit)) ? { kind: "in-use" } : { kind: "dead", unit };
  const usedAtMs = (await nullOn(["ENOENT"], () => stat(leases)))?.mtimeMs ?? 0;
  const live = await Promise.all(names.map((name) => isInUse(join(leases, name), name, clock)));
  return live.includes(true) ? { kind: "in-use" } : { kind: "idle", unit, usedAtMs };
}

async function isBeingChanged(unit: string): Promise<boolean> {
  const names = (await nullOn(["ENOENT", "ENOTDIR"], () => readdir(unit))) ?? [];
  const owners = names.flatMap((name) => /^changing\.(.+)$/.exec(name)?.[1] ?? []);
  return (await Promise.all(owners.map(isAlive))).some((alive) => alive !== false);
}

async function isInUse(file: string, name: string, clock: Clock): Promise<boolean> {
  const alive = await isAlive(name);
  if (alive === true) return true;
  if (alive === null) {
    const since = (await nullOn(["ENOENT"], () => stat(file)))?.mtimeMs ?? 0;
    if (clock.now() - since < FOREIGN_LEASE_MS) return true;
  }
  await rm(file, { force: true });
  return false;
}

/** True when nobody can lease the unit any more. */
async function giveUp(unit: string): Promise<boolean> {
  const done = await nullOn(["ENOTEMPTY", "EEXIST", "ENOENT"], () =>
    rmdir(join(unit, "leases")).then(() => true),
  );
  return done === true;
}
