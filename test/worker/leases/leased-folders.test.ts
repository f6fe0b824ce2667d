// Who leases a folder, what is kept while nobody does, and what becomes of the folders of dead processes.
import { mkdirSync, readdirSync, rmdirSync, utimesSync, writeFileSync } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import {
  changeUnheld,
  collectIdle,
  type IdleCaps,
  lease,
  makeLeased,
} from "../../../worker/leases/leased-folders.ts";
import { fakeClock } from "../../support/clock.ts";
import { temporaryFolder } from "../../support/git.ts";

const key = (n: number) => String(n).repeat(40);
const HOUR_MS = 60 * 60_000;
const DEAD = `${process.pid}.1.nonce.${hostname()}`;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const make = (n: number, bytes = 0) =>
  makeLeased({
    folder: folder.path,
    key: key(n),
    make: (tree) => writeFile(join(tree, "content"), "x".repeat(bytes)),
  });
const lease1 = async (n: number) => (await lease(folder.path, key(n))) ?? (await make(n));
const keeping = (count: number, bytes = Number.POSITIVE_INFINITY): IdleCaps => ({
  count,
  bytes,
  sizeOf: async (tree) => (await stat(join(tree, "content"))).size,
});
const kept = () =>
  readdirSync(folder.path)
    .map((name) => name.slice(0, 1))
    .sort();

/** Says when it was last used, the way the file system would. */
async function usedAt(n: number, seconds: number, bytes = 0) {
  const held = await make(n, bytes);
  await held.release();
  utimesSync(join(dirname(held.tree), "leases"), seconds, seconds);
}

describe("a leased folder", () => {
  it("is the same for everybody, made once", async () => {
    expect(await lease(folder.path, key(1))).toBeNull();
    const made = await make(1);
    expect((await lease(folder.path, key(1)))?.tree).toBe(made.tree);
    expect(await lease(folder.path, key(2))).toBeNull();
  });

  it("leaves nothing of what could not be made", async () => {
    const failing = () => Promise.reject(new Error("no room on the disk"));
    await expect(makeLeased({ folder: folder.path, key: key(1), make: failing })).rejects.toThrow("no room");
    expect(kept()).toEqual([]);
  });
});

describe("collecting", () => {
  it("keeps those in use and the newest idle ones", async () => {
    await usedAt(1, 1000);
    await usedAt(2, 3000);
    await usedAt(3, 2000);
    const held = await make(4);
    expect(await collectIdle([folder.path], fakeClock(), keeping(1))).toBe(2);
    expect(kept()).toEqual(["2", "4"]);
    await held.release();
    expect(await collectIdle([folder.path], fakeClock(), keeping(0))).toBe(2);
    expect(kept()).toEqual([]);
  });

  it("keeps the newest idle ones that fit into so many bytes, and those in use whatever they take", async () => {
    await usedAt(1, 3000, 60);
    await usedAt(2, 2000, 50);
    await usedAt(3, 1000, 1);
    await make(4, 1000);
    expect(await collectIdle([folder.path], fakeClock(), keeping(10, 110))).toBe(1);
    expect(kept()).toEqual(["1", "2", "4"]);
  });

  it("counts a lease as a use", async () => {
    await usedAt(1, 1000);
    await usedAt(2, 2000);
    await (await lease1(1)).release();
    expect(await collectIdle([folder.path], fakeClock(), keeping(1))).toBe(1);
    expect(kept()).toEqual(["1"]);
  });

  it("makes room for the same thing anew", async () => {
    const first = await lease1(1);
    await first.release();
    await collectIdle([folder.path], fakeClock(), keeping(0));
    expect((await lease1(1)).tree).not.toBe(first.tree);
    expect(kept()).toEqual(["1"]);
  });

  it("frees what a dead process held or was making, even where its id is taken again", async () => {
    const held = await lease1(1);
    await held.release();
    writeFileSync(join(dirname(held.tree), "leases", DEAD), "");
    mkdirSync(join(folder.path, `making.${DEAD}`));
    expect(await collectIdle([folder.path], fakeClock(), keeping(0))).toBe(2);
    expect(kept()).toEqual([]);
  });

  it("believes a holder on another machine for a day", async () => {
    const held = await lease1(1);
    await held.release();
    const lease = join(dirname(held.tree), "leases", "1.1.nonce.elsewhere");
    writeFileSync(lease, "");
    const clock = fakeClock();
    utimesSync(lease, clock.now() / 1000, clock.now() / 1000);
    clock.advance(23 * HOUR_MS);
    expect(await collectIdle([folder.path], clock, keeping(0))).toBe(0);
    clock.advance(2 * HOUR_MS);
    expect(await collectIdle([folder.path], clock, keeping(0))).toBe(1);
  });

  it("finishes what another collector began", async () => {
    mkdirSync(join(folder.path, `${key(1)}.nonce/tree`), { recursive: true });
    const held = await lease1(1);
    expect(await collectIdle([folder.path], fakeClock(), keeping(10))).toBe(1);
    expect(readdirSync(dirname(held.tree))).toEqual(["leases", "tree"]);
  });
});

describe("changing a folder nobody leases", () => {
  it("keeps everybody else away meanwhile, collectors too", async () => {
    const held = await make(1);
    await held.release();
    const changed = await changeUnheld(held.tree, async () => {
      expect(await lease(folder.path, key(1))).toBeNull();
      expect(await collectIdle([folder.path], fakeClock(), keeping(0))).toBe(0);
      await writeFile(join(held.tree, "content"), "changed");
    });
    expect(changed).toBe(true);
    expect((await lease(folder.path, key(1)))?.tree).toBe(held.tree);
  });

  it("does nothing to what is held or gone", async () => {
    const held = await make(1);
    const never = () => Promise.reject(new Error("somebody held it"));
    expect(await changeUnheld(held.tree, never)).toBe(false);
    await held.release();
    await collectIdle([folder.path], fakeClock(), keeping(0));
    expect(await changeUnheld(held.tree, never)).toBe(false);
  });

  it("leaves to the collector what it could not finish, or died over", async () => {
    const held = await make(1);
    await held.release();
    await expect(changeUnheld(held.tree, () => Promise.reject(new Error("disk full")))).rejects.toThrow(
      "disk full",
    );
    const other = await make(2);
    await other.release();
    writeFileSync(join(dirname(other.tree), `changing.${DEAD}`), "");
    rmdirSync(join(dirname(other.tree), "leases"));
    expect(await collectIdle([folder.path], fakeClock(), keeping(10))).toBe(2);
    expect(kept()).toEqual([]);
  });
});
