// Opens one sandbox: its slot, its guest, and the fresh git guests that look after its tree.
import { join } from "node:path";
import { SandboxError } from "../../src/domain/errors.ts";
import { failedTo } from "./act-fault.ts";
import { startServices } from "./beside/start-services.ts";
import { openEgress } from "./egress/open-egress.ts";
import { applyPatch } from "./extract/apply-patch.ts";
import { blind } from "./extract/blind.ts";
import type { GitGuest } from "./extract/git-guest.ts";
import { makePatch } from "./extract/make-patch.ts";
import { restoreTracked } from "./extract/restore-tracked.ts";
import { startGuest } from "./guest/guest.ts";
import { guestSandbox } from "./guest/guest-sandbox.ts";
import type { Host } from "./host.ts";
import { findImage, isOwnImage } from "./images.ts";
import { isRoot } from "./layers/mount-folder.ts";
import type { Layer, LayerKey, OpenOptions, Sandbox, TakenOut } from "./sandbox.ts";
import { type Stores, type Surroundings, sandboxSpec, withGit } from "./surroundings.ts";

export async function openSandbox(
  host: Host,
  stores: Stores,
  options: OpenOptions,
  signal?: AbortSignal,
): Promise<Sandbox> {
  const { reference } = await findImage(host.engine, options.image);
  signal?.throwIfAborted();
  const layer = options.layer === null ? null : stores.layers.folderOf(options.layer);
  const slot = await stores.storage
    .prepare({ ...options, layer })
    .catch(failedTo({ kind: "prepare-storage" }));
  const surroundings: Surroundings = { host, ...stores, slot, options, egress: null };
  try {
    return await startIn(surroundings, reference, signal);
  } catch (thrown) {
    await clear(surroundings);
    throw thrown;
  }
}

async function startIn(
  surroundings: Surroundings,
  image: string,
  signal: AbortSignal | undefined,
): Promise<Sandbox> {
  const { host, slot, options } = surroundings;
  // Our own images have git, and as long as nobody has used the sandbox it is as good as a guest of git's own.
  const hasGit = isOwnImage(options.image);
  if (!hasGit && begins(options))
    await withGit(surroundings, "rw", signal, (git) => begin(git, options, "/tmp"));
  signal?.throwIfAborted();
  if (options.egress !== null) {
    const opening = openEgress(host, slot.folder, options.egress);
    surroundings.egress = await opening.catch(failedTo({ kind: "open-proxy" }));
  }
  await using stack = new AsyncDisposableStack();
  const tools = { uid: slot.uid, root: "/repo" };
  const guest = stack.use(await startGuest({ ...host, spec: sandboxSpec(surroundings, image), tools }));
  if (hasGit && begins(options)) await begin({ guest, sha: options.tree.sha, signal }, options, "/repo");
  if (options.services !== undefined) {
    const { engine, clock, worker, fixtures } = host;
    const owner = { worker, runId: options.runId };
    // Without root, nobody could remove what a service wrote under a uid of its own.
    const room = isRoot() ? join(slot.folder, "disk", "beside") : null;
    const place = { engine, clock, machine: guest.machine, owner, hosts: fixtures.hosts, room };
    stack.use(await startServices(place, options.services, signal));
  }
  const ownership = stack.move();
  return sandboxIn(surroundings, guest, ownership);
}

function sandboxIn(
  surroundings: Surroundings,
  { tools }: Awaited<ReturnType<typeof startGuest>>,
  guest: AsyncDisposable,
): Sandbox {
  const closing = new AbortController();
  const patches = new Set<Promise<TakenOut>>();
  let over: Promise<void> | null = null;
  const stop = async () => {
    closing.abort(new SandboxError({ kind: "disposed" }));
    await guest[Symbol.asyncDispose]();
    await surroundings.egress?.[Symbol.asyncDispose]();
    await Promise.allSettled(patches);
  };
  return guestSandbox({
    id: surroundings.slot.id,
    tools,
    async patch({ maxBytes, leavings = [], signal }) {
      const either = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
      const patch = patchOut(surroundings, { maxBytes, leavings }, either);
      patches.add(patch);
      return await patch.finally(() => patches.delete(patch));
    },
    async freeze(key) {
      await stop();
      const layer = await freeze(surroundings, key);
      over = clear(surroundings);
      await over;
      return layer;
    },
    async dispose() {
      over ??= stop().then(() => clear(surroundings));
      await over;
    },
  });
}

function begins(options: OpenOptions): boolean {
  return begunWith(options) !== null || options.blinding !== null;
}

async function begin(git: GitGuest, options: OpenOptions, root: "/tmp" | "/repo"): Promise<void> {
  const patch = begunWith(options);
  if (patch !== null) await applyPatch(git, patch, root);
  if (options.blinding !== null) await blind(git, options.blinding, { patch, root });
}

function begunWith({ patch }: OpenOptions): Uint8Array | null {
  return patch === null || patch.length === 0 ? null : patch;
}

type Wanted = { maxBytes: number; leavings: readonly string[] };

async function patchOut(surroundings: Surroundings, wanted: Wanted, signal: AbortSignal): Promise<TakenOut> {
  const { options, layers } = surroundings;
  const excludes = options.layer === null ? "" : await layers.excludesOf(options.layer);
  const wish = { ...wanted, excludes, begunWith: begunWith(options) };
  return await withGit(surroundings, "ro", signal, (git) => makePatch(git, wish));
}

async function freeze(surroundings: Surroundings, key: LayerKey): Promise<Layer> {
  const { host, layers, slot, options } = surroundings;
  if (options.layer !== null) throw new SandboxError({ kind: "layer-on-layer" });
  const left = await withGit(surroundings, "rw", undefined, restoreTracked);
  await host.engine.release([slot.repo, slot.home]);
  return await layers.keep(slot, key, left).catch(failedTo({ kind: "keep-layer" }));
}

async function clear({ host, storage, slot, egress }: Surroundings): Promise<void> {
  await egress?.[Symbol.asyncDispose]();
  await host.engine.release([slot.repo, slot.home]);
  await storage.remove(slot);
}
