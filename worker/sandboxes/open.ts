// Opens one sandbox: its slot, its machine, and the fresh git machines that look after its tree.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MountSettings } from "dockerode";
import { SandboxError } from "../../src/domain/errors.ts";
import { engineFault } from "./docker/connection.ts";
import { type Machine, startMachine } from "./docker/container.ts";
import { labels, type MachineSpec } from "./docker/profile.ts";
import { openWayOut, type WayOut } from "./egress/open-egress.ts";
import {
  applyPatch,
  type GitMachine,
  makePatch,
  type PatchWish,
  PRISTINE_INDEX,
  settle,
} from "./extract/git.ts";
import { dockerSandbox } from "./guest/guest-sandbox.ts";
import { findImage, type Host } from "./host.ts";
import { isOwnImage } from "./images.ts";
import type { Layers } from "./layers/layers.ts";
import type { Slot, Storage } from "./layers/storage.ts";
import type { Layer, LayerKey, OpenOptions, Sandbox } from "./sandbox.ts";

/** Where sandboxes write, and where what set-up wrote is kept. */
export type Rooms = { storage: Storage; layers: Layers };

export async function openSandbox(
  host: Host,
  { storage, layers }: Rooms,
  options: OpenOptions,
  signal?: AbortSignal,
): Promise<Sandbox> {
  const { reference } = await findImage(host.docker, options.image);
  signal?.throwIfAborted();
  const owner = { worker: host.worker, runId: options.runId, purpose: options.purpose };
  const layer = options.layer === null ? null : layers.folderOf(options.layer);
  const slot = await storage
    .prepare({ ...options, layer }, labels(owner))
    .catch(engineFault({ kind: "prepare-storage" }));
  const place: Place = { host, storage, layers, slot, options, wayOut: null };
  try {
    // Our own images have git, and as long as nobody has used the sandbox it is as good as a machine of git's own.
    const inside = isOwnImage(options.image);
    const patch = begunWith(options);
    if (patch !== null && !inside)
      await withGit(place, "rw", signal, (git) => applyPatch(git, patch, "/tmp"));
    signal?.throwIfAborted();
    if (options.egress !== null) {
      const wayOut = openWayOut(host, slot.folder, options.egress);
      place.wayOut = await wayOut.catch(engineFault({ kind: "open-proxy" }));
    }
    await using stack = new AsyncDisposableStack();
    const machine = await startMachine({ ...host, spec: sandboxSpec(place, reference), root: "/repo" });
    stack.use(machine);
    if (patch !== null && inside)
      await applyPatch({ machine, sha: options.tree.sha, signal }, patch, "/repo");
    stack.move();
    return sandboxOf(place, machine);
  } catch (thrown) {
    await clear(place);
    throw thrown;
  }
}

/** One sandbox's surroundings, which outlive its machine. */
type Place = Rooms & {
  host: Host;
  slot: Slot;
  options: OpenOptions;
  /** Of a set-up sandbox, once it is open. */
  wayOut: WayOut | null;
};

function sandboxOf(place: Place, machine: Machine): Sandbox {
  const closing = new AbortController();
  const patches = new Set<Promise<Uint8Array>>();
  let over: Promise<void> | null = null;
  const stop = async () => {
    closing.abort(new SandboxError({ kind: "disposed" }));
    await machine[Symbol.asyncDispose]();
    await place.wayOut?.[Symbol.asyncDispose]();
    await Promise.allSettled(patches);
  };
  return dockerSandbox({
    id: place.slot.id,
    tools: machine.tools,
    async patch({ maxBytes, leavings = [], signal }) {
      const either = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
      const patch = patchOut(place, { maxBytes, leavings }, either);
      patches.add(patch);
      return await patch.finally(() => patches.delete(patch));
    },
    async freeze(key) {
      await stop();
      const layer = await freeze(place, key);
      over = clear(place);
      await over;
      return layer;
    },
    async dispose() {
      over ??= stop().then(() => clear(place));
      await over;
    },
  });
}

function begunWith({ patch }: OpenOptions): Uint8Array | null {
  return patch === null || patch.length === 0 ? null : patch;
}

type Wanted = Pick<PatchWish, "maxBytes" | "leavings">;

async function patchOut(place: Place, wanted: Wanted, signal: AbortSignal): Promise<Uint8Array> {
  const { layer } = place.options;
  const begun = begunWith(place.options);
  const excludes = layer === null ? "" : await place.layers.excludesOf(layer);
  return await withGit(place, "ro", signal, (git) => makePatch(git, { ...wanted, excludes, begun }));
}

async function freeze(place: Place, key: LayerKey): Promise<Layer> {
  if (place.options.layer !== null) throw new SandboxError({ kind: "layer-on-layer" });
  const left = await withGit(place, "rw", undefined, settle);
  await removeVolumes(place);
  return await place.layers.keep(place.slot, key, left).catch(engineFault({ kind: "keep-layer" }));
}

/** The base image always has git, whatever image the repository itself asks for. */
async function withGit<Result>(
  place: Place,
  mode: "ro" | "rw",
  signal: AbortSignal | undefined,
  use: (git: GitMachine) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const { reference } = await findImage(place.host.docker, "base");
  await using machine = await startMachine({
    ...place.host,
    spec: gitSpec(place, reference, mode),
    root: "/tmp",
  });
  return await use({ machine, sha: place.options.tree.sha, signal });
}

function sandboxSpec(place: Place, image: string): MachineSpec {
  const { slot, wayOut, options } = place;
  const spec = { ...specOf(place, image), purpose: options.purpose, volumes: [slot.repo, slot.home] };
  if (wayOut === null) return spec;
  return { ...spec, egressFolder: wayOut.folder, caBundle: wayOut.caBundle };
}

function gitSpec(place: Place, image: string, mode: "ro" | "rw"): MachineSpec {
  const { slot, options } = place;
  const index = join(options.tree.checkout, ".git/index");
  const pristine: MountSettings[] = existsSync(index)
    ? [{ Type: "bind", Source: index, Target: PRISTINE_INDEX, ReadOnly: true }]
    : [];
  return { ...specOf(place, image), volumes: [{ ...slot.repo, ReadOnly: mode === "ro" }, ...pristine] };
}

function specOf({ host, slot, options }: Place, image: string): MachineSpec {
  return {
    ...host,
    image,
    runId: options.runId,
    purpose: "extract",
    uid: slot.uid,
    limits: options.limits,
    etcFolder: slot.etcFolder,
    mirror: options.tree.mirror,
    wireFolder: slot.wireFolder,
    volumes: [],
    egressFolder: null,
    caBundle: null,
  };
}

async function clear(place: Place): Promise<void> {
  await place.wayOut?.[Symbol.asyncDispose]();
  await removeVolumes(place);
  await place.storage.remove(place.slot);
}

async function removeVolumes({ host, slot }: Place): Promise<void> {
  for (const { Source, Type } of [slot.repo, slot.home]) {
    if (Type === "volume")
      await host.docker
        .getVolume(Source)
        .remove()
        .catch(() => {});
  }
}
