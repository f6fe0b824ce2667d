// Layers on this host: found by everything that decides what set-up leaves, shared read-only by every process.
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { Clock } from "../../../src/clock.ts";
import { SandboxError } from "../../../src/domain/errors.ts";
import { type Lease, lease, makeLeased } from "../../leases/leased-folders.ts";
import { tryLock } from "../../leases/lock.ts";
import type { Engine } from "../engine.ts";
import { findImage } from "../images.ts";
import type { Layer, LayerKey, Sandboxes } from "../sandbox.ts";
import { hostCommand } from "./host-command.ts";
import { collides, type IgnoredArea, ignoredAreaOf } from "./ignored-area.ts";
import { collectLayers, describeLayer, type LayerCaps, layersFolder, writeLayer } from "./layer-folder.ts";
import type { Mounting } from "./mount-folder.ts";
import type { Slot } from "./storage.ts";

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

type LayersOptions = {
  engine: Engine;
  clock: Clock;
  dataDir: string;
  mounting: Mounting;
  caps: LayerCaps;
};

export function openLayers(options: LayersOptions): Layers {
  const open = new Map<Layer, Lease>();
  const opened: Open = (leased, id, sha) => {
    const layer = {
      id,
      sha,
      async [Symbol.asyncDispose]() {
        if (!open.delete(layer)) return;
        await leased.release();
        await collectLayers(options.dataDir, options.clock, options.caps);
      },
    };
    open.set(layer, leased);
    return layer;
  };
  const folderOf = (layer: Layer) => {
    const leased = open.get(layer);
    if (leased === undefined) throw new SandboxError({ kind: "layer-released" });
    return leased.tree;
  };
  return {
    seek: (key, signal) => seek(options, opened, key, signal),
    keep: (slot, key, left) => keep(options, opened, slot, { key, left }),
    folderOf,
    excludesOf: async (layer) => (await describeLayer(folderOf(layer))).excludes,
    async release() {
      for (const layer of [...open.keys()]) await layer[Symbol.asyncDispose]();
    },
  };
}

/** Makes a layer of a lease, which ends with it. */
type Open = (leased: Lease, id: string, sha: string | null) => Layer;

/** Under a lock that the caller takes over where the layer is missing: others who seek it wait for it to be made. */
async function seek(
  options: LayersOptions,
  open: Open,
  key: LayerKey,
  signal: AbortSignal,
): ReturnType<Layers["seek"]> {
  const name = await nameOf(options, key, key.paths === null ? key.tree.sha : null);
  const lockName = digest([resolve(layersFolder(options.dataDir)), name]);
  for (;;) {
    const lock = await tryLock(lockName, signal);
    if (lock === null) continue;
    await using stack = new AsyncDisposableStack();
    stack.use(lock);
    const layer = await find(options, open, key);
    if (layer !== null) return { kind: "found", layer };
    stack.move();
    return { kind: "missing", [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose]() };
  }
}

/** A layer of any commit where the key allows it, else one of this commit. */
async function find(options: LayersOptions, open: Open, key: LayerKey): Promise<Layer | null> {
  for (const sha of key.paths === null ? [key.tree.sha] : [null, key.tree.sha]) {
    const name = await nameOf(options, key, sha);
    const leased = await lease(layersFolder(options.dataDir), name);
    if (leased === null) continue;
    const { extent } = await describeLayer(leased.tree);
    const blocked = extent !== null && key.paths !== null && collides(key.paths, extent);
    if (sha !== null || !blocked) return open(leased, name, sha);
    await leased.release();
  }
  return null;
}

async function keep(
  options: LayersOptions,
  open: Open,
  slot: Slot,
  { key, left }: { key: LayerKey; left: LeftBySetUp },
): Promise<Layer> {
  const { mounting, dataDir } = options;
  const [repo, home] = [join(slot.folder, "disk", "repo"), join(slot.folder, "disk", "home")];
  // The set-up sandbox's own view of git is not part of what it installed.
  await hostCommand("rm", ["-rf", join(repo, ".git")]);
  const extent = await extentOf(mounting, repo, key, left);
  if (!mounting.remap) await hostCommand("chmod", ["-R", "a+rwX", repo, home]);
  const sha = extent === null ? key.tree.sha : null;
  const name = await nameOf(options, key, sha);
  const about = { excludes: left.excludes, extent };
  const make = (tree: string) => writeLayer(slot.folder, tree, mounting, about);
  return open(await makeLeased({ folder: layersFolder(dataDir), key: name, make }), name, sha);
}

/** Null: the layer serves its own commit alone. A copy cannot be told from the tree it was copied from. */
async function extentOf(
  { tree }: Mounting,
  repo: string,
  { paths }: LayerKey,
  { ignored }: LeftBySetUp,
): Promise<IgnoredArea | null> {
  if (paths === null || tree === "copy" || ignored === null) return null;
  return await ignoredAreaOf(repo, ignored);
}

async function nameOf(
  { engine, mounting }: LayersOptions,
  key: LayerKey,
  sha: string | null,
): Promise<string> {
  const { id } = await findImage(engine, key.image);
  return digest([id, mounting, key.trust.domain, key.trust.ref, key.recipe, sha]);
}

function digest(parts: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40);
}
