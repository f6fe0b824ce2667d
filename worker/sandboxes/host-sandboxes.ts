// The sandboxes of this host, over one of its engines.
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Clock, systemClock } from "../../src/clock.ts";
import { SandboxError } from "../../src/domain/errors.ts";
import { isAlive, ownedName } from "../leases/owner.ts";
import { failedTo } from "./act-fault.ts";
import { type Chosen, chooseMounting } from "./choose-mounting.ts";
import type { RegistryCredentials } from "./egress/broker.ts";
import { hostLookup, type Lookup } from "./egress/public-address.ts";
import type { Engine } from "./engine.ts";
import { findFixtures } from "./guest/fixtures.ts";
import type { Host } from "./host.ts";
import { inspectHost } from "./inspect.ts";
import { collectLayers, LAYER_CAPS, type LayerCaps } from "./layers/layer-folder.ts";
import { MOUNTINGS, type Mounting } from "./layers/mount-folder.ts";
import { removeFolders } from "./layers/storage.ts";
import { openSandbox } from "./open.ts";
import type { Sandbox, Sandboxes } from "./sandbox.ts";

export type HostOptions = {
  /** Holds the tool server, what sandboxes write, and layers. */
  dataDir: string;
  /** The operator's own certificates, for set-up behind a proxy that intercepts TLS. */
  caBundlePath?: string | null;
  /** Used for set-up by this process alone; in no sandbox. */
  registryCredentials?: RegistryCredentials;
  clock?: Clock;
  /** How trees may get in, best first; default: every way there is. */
  mountings?: Mounting[];
  /** How names are looked up for set-up; default: as this host does. */
  lookup?: Lookup;
  /** How much of what set-up left is kept for runs to come. */
  layerCaps?: LayerCaps;
};

export function sandboxesOn(engine: Engine, options: HostOptions): Sandboxes {
  const { clock = systemClock, layerCaps = LAYER_CAPS } = options;
  const dataDir = resolve(options.dataDir);
  const sandboxes = new Set<Sandbox>();
  let ready: Promise<Host & Chosen> | null = null;

  // Once, with the first sandbox; after a failure the next sandbox looks again.
  const getReady = () => {
    ready ??= prepare(engine, { ...options, dataDir, clock, layerCaps }).catch((thrown: unknown) => {
      ready = null;
      return failedTo({ kind: "prepare-host" })(thrown);
    });
    return ready;
  };

  return {
    async open(wanted, signal) {
      const host = await getReady();
      if (wanted.layer !== null && ![null, wanted.tree.sha].includes(wanted.layer.sha)) {
        throw new SandboxError({ kind: "layer-of-another-commit" });
      }
      const sandbox = await openSandbox(host, host, wanted, signal);
      sandboxes.add(sandbox);
      return sandbox;
    },
    seekLayer: async (key, signal) => await (await getReady()).layers.seek(key, signal),
    // Machines first: what they hold cannot be removed under them.
    reap: async () =>
      (await engine.reap(isDead)) +
      (await reapSlots(dataDir)) +
      (await collectLayers(dataDir, clock, layerCaps)),
    inspect: () => inspectHost(engine, async () => (await getReady()).mounting),
    async [Symbol.asyncDispose]() {
      await Promise.all([...sandboxes].map((sandbox) => sandbox[Symbol.asyncDispose]()));
      sandboxes.clear();
      const opened = await ready?.catch(() => null);
      await opened?.layers.release();
      await opened?.storage.removeAll();
    },
  };
}

type Known = HostOptions & Required<Pick<HostOptions, "clock" | "layerCaps">>;

async function prepare(engine: Engine, options: Known): Promise<Host & Chosen> {
  const { dataDir, clock, mountings = MOUNTINGS, layerCaps } = options;
  const { caBundlePath = null, registryCredentials = {}, lookup = hostLookup } = options;
  const fixtures = await findFixtures(dataDir);
  const worker = await ownedName();
  const host = { engine, clock, worker, dataDir, fixtures, caBundlePath, registryCredentials, lookup };
  return { ...host, ...(await chooseMounting(host, mountings, layerCaps)) };
}

/** A worker of another host cannot be judged, so it counts as alive. */
async function isDead(worker: string): Promise<boolean> {
  return (await isAlive(worker)) === false;
}

async function reapSlots(dataDir: string): Promise<number> {
  const folder = join(dataDir, "sandboxes");
  let removed = 0;
  for (const worker of await readdir(folder).catch(() => [])) {
    if (await isDead(worker)) removed += await removeFolders(join(folder, worker));
  }
  return removed;
}
