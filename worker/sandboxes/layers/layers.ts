// Layers on this host: found by everything that decides what set-up leaves, kept whole, shared read-only by every process.
import { createHash } from "node:crypto";
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Clock } from "../../../src/clock.ts";
import { SandboxError } from "../../../src/domain/errors.ts";
import { collectIdle, type IdleCaps, type Lease, lease, makeLeased } from "../../leases/leased-folders.ts";
import { tryLock } from "../../leases/lock.ts";
import type { Engine } from "../engine.ts";
import { findImage } from "../images.ts";
import type { Layer, LayerKey, Sandboxes } from "../sandbox.ts";
import { DISK_IMAGE } from "./disk.ts";
import { hostCommand } from "./host-command.ts";
import { collides, IgnoredArea, ignoredAreaOf } from "./ignored-area.ts";
import type { Mounting } from "./mount-folder.ts";
import type { Slot } from "./storage.ts";

/** Of layers nobody holds. */
export type LayerCaps = { count: number; bytes: number };
export const LAYER_CAPS: LayerCaps = { count: 30, bytes: 20 * 1024 ** 3 };

export type Layers = {
  seek: Sandboxes["seekLayer"];
  /** Keeps what the slot wrote. Its machines must be gone and its mounts released; its folder is of no use afterwards. */
  keep(slot: Slot, key: LayerKey, left: LeftBySetUp): Promise<Layer>;
  /** The folder of a layer that is open; SandboxError when it was disposed of. */
  folderOf(layer: Layer): string;
  /** Gitignore patterns of what set-up added to the tree. */
  excludesOf(layer: Layer): Promise<string>;
  /** Disposes of all open layers. */
  release(): Promise<void>;
};

/** What set-up left in the tree: gitignore patterns of what is not ignored, paths of what is (null: too many). */
export type LeftBySetUp = { excludes: string; ignored: string[] | null };

type LayersOptions = { engine: Engine; clock: Clock; dataDir: string; mounting: Mounting; caps: LayerCaps };

const Description = z.object({ bytes: z.number(), excludes: z.string(), extent: IgnoredArea.nullable() });

export function openLayers({ engine, clock, dataDir, mounting, caps }: LayersOptions): Layers {
  const folder = layersFolder(dataDir);
  const open = new Map<Layer, Lease>();

  const layerOf = (leased: Lease, id: string, sha: string | null): Layer => {
    const layer = {
      id,
      sha,
      async [Symbol.asyncDispose]() {
        if (!open.delete(layer)) return;
        await leased.release();
        await collectLayers(dataDir, clock, caps);
      },
    };
    open.set(layer, leased);
    return layer;
  };
  const nameOf = async (key: LayerKey, sha: string | null) => {
    const { id } = await findImage(engine, key.image);
    return digest([id, mounting, key.trust.domain, key.trust.ref, key.recipe, sha]);
  };
  /** Of any commit where the key allows it, else of this one. */
  const find = async (key: LayerKey): Promise<Layer | null> => {
    for (const sha of [null, key.tree.sha]) {
      if (sha === null && key.paths === null) continue;
      const name = await nameOf(key, sha);
      const leased = await lease(folder, name);
      if (leased === null) continue;
      const { extent } = await describe(leased.tree);
      const blocked = extent !== null && key.paths !== null && collides(key.paths, extent);
      if (sha !== null || !blocked) return layerOf(leased, name, sha);
      await leased.release();
    }
    return null;
  };

  return {
    async seek(key, signal) {
      const lockName = digest([resolve(folder), await nameOf(key, key.paths === null ? key.tree.sha : null)]);
      for (;;) {
        const lock = await tryLock(lockName, signal);
        if (lock === null) continue;
        await using failed = new AsyncDisposableStack();
        failed.use(lock);
        const layer = await find(key);
        if (layer !== null) return { kind: "found", layer };
        failed.move();
        return { kind: "missing", [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose]() };
      }
    },
    async keep(slot, key, left) {
      const disk = join(slot.folder, "disk");
      // The set-up sandbox's own view of git is not part of what it installed.
      await hostCommand("rm", ["-rf", join(disk, "repo", ".git")]);
      const extent =
        key.paths === null || mounting.tree === "copy" || left.ignored === null
          ? null
          : await ignoredAreaOf(join(disk, "repo"), left.ignored);
      if (!mounting.remap)
        await hostCommand("chmod", ["-R", "a+rwX", join(disk, "repo"), join(disk, "home")]);
      const sha = extent === null ? key.tree.sha : null;
      const name = await nameOf(key, sha);
      const make = async (tree: string) => {
        const bytes = await (mounting.disk ? moveDisk : moveFolders)(slot.folder, tree);
        const description = { bytes, excludes: left.excludes, extent };
        await writeFile(join(tree, "layer.json"), JSON.stringify(description));
      };
      return layerOf(await makeLeased({ folder, key: name, make }), name, sha);
    },
    folderOf(layer) {
      const leased = open.get(layer);
      if (leased === undefined) throw new SandboxError({ kind: "layer-released" });
      return leased.tree;
    },
    excludesOf: async (layer) => (await describe(open.get(layer)?.tree ?? "")).excludes,
    async release() {
      for (const layer of [...open.keys()]) await layer[Symbol.asyncDispose]();
    },
  };
}

/** Removes what the dead were making, and what nobody holds beyond the caps. */
export async function collectLayers(dataDir: string, clock: Clock, caps: LayerCaps): Promise<number> {
  const idle: IdleCaps = { ...caps, sizeOf: async (tree) => (await describe(tree)).bytes };
  return await collectIdle([layersFolder(dataDir)], clock, idle);
}

function layersFolder(dataDir: string): string {
  return join(dataDir, "layers");
}

async function describe(tree: string): Promise<z.infer<typeof Description>> {
  return Description.parse(JSON.parse(await readFile(join(tree, "layer.json"), "utf8")));
}

/** On the disk for good before anybody finds it: a layer outlives its host's sudden end, or is not there at all. */
async function moveDisk(slotFolder: string, tree: string): Promise<number> {
  const image = join(tree, DISK_IMAGE);
  await hostCommand("umount", [join(slotFolder, "disk")]);
  await hostCommand("sync", [join(slotFolder, DISK_IMAGE)]);
  await rename(join(slotFolder, DISK_IMAGE), image);
  return (await stat(image)).blocks * 512;
}

async function moveFolders(slotFolder: string, tree: string): Promise<number> {
  for (const part of ["repo", "home"]) await rename(join(slotFolder, "disk", part), join(tree, part));
  await hostCommand("sync", ["--file-system", tree]);
  return Number((await hostCommand("du", ["-s", "--block-size=1", tree])).split("\t")[0]);
}

function digest(parts: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40);
}
