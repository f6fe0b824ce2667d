// Checkouts on this host: one folder per commit, made once, shared by every run on it, collected when nobody holds it.
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../src/clock.ts";
import { expecting } from "./expecting.ts";
import { isAlive, ownedName } from "./owner.ts";

/** Checkouts kept for the next run although nobody holds them. */
const IDLE_KEPT = 10;
const FOREIGN_LEASE_MS = 24 * 60 * 60_000;

/**
 * A unit is `<folder>/<sha>.<nonce>/` with the checkout in `tree/` and one file in `leases/` per holder. `leases` is
 * removed with rmdir, which fails while a lease is in it: that is what makes holding and collecting exclude each other
 * across processes, without a lock.
 */
export type Held = { tree: string; release(): Promise<void> };

/** Leases the checkout of a commit, making it where there is none. */
export async function holdCheckout(options: {
  folder: string;
  sha: string;
  make(tree: string): Promise<void>;
}): Promise<Held> {
  const { folder, sha, make } = options;
  await mkdir(folder, { recursive: true });
  for (const unit of await readdir(folder)) {
    const held = unit.startsWith(`${sha}.`) ? await lease(join(folder, unit)) : null;
    if (held !== null) return held;
  }
  const making = join(folder, `making.${await ownedName()}`);
  try {
    await mkdir(join(making, "leases"), { recursive: true });
    await mkdir(join(making, "tree"));
    const name = await ownedName();
    await writeFile(join(making, "leases", name), "");
    await make(join(making, "tree"));
    const unit = join(folder, `${sha}.${randomUUID()}`);
    await rename(making, unit);
    return held(unit, name);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** Removes what dead processes left and the checkouts idle for longest. Returns how many folders it removed. */
export async function collectCheckouts(folders: string[], clock: Clock, keep = IDLE_KEPT): Promise<number> {
  const units = (await Promise.all(folders.map(unitsIn))).flat();
  const states = await Promise.all(units.map((unit) => stateOf(unit, clock)));
  const idle = states.flatMap((state) => (state.kind === "idle" ? [state] : []));
  const old = idle.sort((a, b) => b.usedAtMs - a.usedAtMs).slice(keep);
  const dead = states.flatMap((state) => (state.kind === "dead" ? [state.unit] : []));
  const free = await Promise.all(old.map(async ({ unit }) => ((await giveUp(unit)) ? [unit] : [])));
  const gone = [...dead, ...free.flat()];
  for (const unit of gone) await rm(unit, { recursive: true, force: true });
  return gone.length;
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

type State =
  | { kind: "held" }
  | { kind: "dead"; unit: string }
  | { kind: "idle"; unit: string; usedAtMs: number };

async function stateOf(unit: string, clock: Clock): Promise<State> {
  const [, maker] = /\/making\.([^/]+)$/.exec(unit) ?? [];
  if (maker !== undefined)
    return (await isAlive(maker)) === false ? { kind: "dead", unit } : { kind: "held" };
  const leases = join(unit, "leases");
  const names = await expecting(["ENOENT"], () => readdir(leases));
  // Somebody began to collect it and did not come to the end.
  if (names === null) return { kind: "dead", unit };
  const usedAtMs = (await expecting(["ENOENT"], () => stat(leases)))?.mtimeMs ?? 0;
  const live = await Promise.all(names.map((name) => isHeld(join(leases, name), name, clock)));
  return live.includes(true) ? { kind: "held" } : { kind: "idle", unit, usedAtMs };
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
