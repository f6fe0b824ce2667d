// Which checkouts are kept, for whom, and what happens to those of processes that died.
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { collectCheckouts, holdCheckout } from "../../../worker/workspace/checkouts.ts";
import { fakeClock } from "../../support/clock.ts";
import { temporaryFolder } from "../../support/git.ts";

const sha = (n: number) => String(n).repeat(40);
const HOUR_MS = 60 * 60_000;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const hold = (n: number) => holdCheckout({ folder: folder.path, sha: sha(n), make: async () => {} });
const kept = () =>
  readdirSync(folder.path)
    .map((name) => name.slice(0, 1))
    .sort();

/** Says when a checkout was last used, the way the file system would. */
async function usedAt(n: number, seconds: number) {
  const { tree } = await hold(n).then(async (held) => {
    await held.release();
    return held;
  });
  utimesSync(join(tree, "..", "leases"), seconds, seconds);
}

describe("collecting checkouts", () => {
  it("keeps those in use and the newest idle ones", async () => {
    await usedAt(1, 1000);
    await usedAt(2, 3000);
    await usedAt(3, 2000);
    const held = await hold(4);
    expect(await collectCheckouts([folder.path], fakeClock(), 1)).toBe(2);
    expect(kept()).toEqual(["2", "4"]);
    await held.release();
    expect(await collectCheckouts([folder.path], fakeClock(), 0)).toBe(2);
    expect(kept()).toEqual([]);
  });

  it("keeps ten idle ones", async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
      const held = await holdCheckout({ folder: folder.path, sha: `${n}`, make: async () => {} });
      await held.release();
    }
    expect(await collectCheckouts([folder.path], fakeClock())).toBe(2);
  });

  it("makes a checkout anew after it was collected", async () => {
    const first = await hold(1);
    await first.release();
    await collectCheckouts([folder.path], fakeClock(), 0);
    const second = await hold(1);
    expect(second.tree).not.toBe(first.tree);
    expect(kept()).toEqual(["1"]);
  });

  it("frees what a dead process held or was making, even where its id is taken again", async () => {
    const held = await hold(1);
    await held.release();
    writeFileSync(join(held.tree, "..", "leases", `${process.pid}.1.nonce.${hostname()}`), "");
    mkdirSync(join(folder.path, `making.${process.pid}.1.nonce.${hostname()}`));
    expect(await collectCheckouts([folder.path], fakeClock(), 0)).toBe(2);
    expect(kept()).toEqual([]);
  });

  it("believes a holder on another machine for a day", async () => {
    const held = await hold(1);
    await held.release();
    const lease = join(held.tree, "..", "leases", "1.1.nonce.elsewhere");
    writeFileSync(lease, "");
    const clock = fakeClock();
    utimesSync(lease, clock.now() / 1000, clock.now() / 1000);
    clock.advance(23 * HOUR_MS);
    expect(await collectCheckouts([folder.path], clock, 0)).toBe(0);
    clock.advance(2 * HOUR_MS);
    expect(await collectCheckouts([folder.path], clock, 0)).toBe(1);
  });

  it("finishes what another collector began", async () => {
    mkdirSync(join(folder.path, `${sha(1)}.nonce/tree`), { recursive: true });
    const held = await hold(1);
    expect(await collectCheckouts([folder.path], fakeClock())).toBe(1);
    expect(readdirSync(join(held.tree, ".."))).toEqual(["leases", "tree"]);
  });

  it("leaves nothing of a checkout that could not be made", async () => {
    const make = () => Promise.reject(new Error("no room on the disk"));
    await expect(holdCheckout({ folder: folder.path, sha: sha(1), make })).rejects.toThrow(
      "no room on the disk",
    );
    expect(kept()).toEqual([]);
  });
});
