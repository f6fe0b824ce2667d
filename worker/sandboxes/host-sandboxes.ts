// The port over the Docker engine of this host.
import { resolve } from "node:path";
import { type Clock, systemClock } from "../../src/clock.ts";
import { SandboxError } from "../../src/domain/errors.ts";
import { ownedName } from "../leases/owner.ts";
import { type Chosen, chooseWay } from "./choose-mounting.ts";
import { connectEngine, DEFAULT_SOCKET, engineFault } from "./docker/connection.ts";
import { inspectHost } from "./docker/inspect.ts";
import { reapLeftovers } from "./docker/reap.ts";
import type { RegistryCredentials } from "./egress/broker.ts";
import { hostLookup, type Lookup } from "./egress/public-address.ts";
import { findFixtures, type Host } from "./host.ts";
import { collectLayers, LAYER_CAPS, type LayerCaps } from "./layers/layers.ts";
import { WAYS, type Way } from "./layers/mount-folder.ts";
import { openSandbox } from "./open.ts";
import type { Sandbox, Sandboxes } from "./sandbox.ts";

export type DockerSandboxesOptions = {
  /** Holds the tool server, what sandboxes write, and layers. */
  dataDir: string;
  /** Null: the engine's usual place. */
  socketPath?: string | null;
  /** The operator's own certificates, for set-up behind a proxy that intercepts TLS. */
  caBundlePath?: string | null;
  /** Used for set-up by this process alone; in no sandbox. */
  registryCredentials?: RegistryCredentials;
  /** An OCI runtime the engine knows, such as runsc; null: its default. */
  runtime?: string | null;
  clock?: Clock;
  /** How trees may get in, best first; default: every way there is. */
  ways?: Way[];
  /** How names are looked up for set-up; default: as this host does. */
  lookup?: Lookup;
  /** How much of what set-up left is kept for runs to come. */
  layerCaps?: LayerCaps;
};

export function dockerSandboxes(options: DockerSandboxesOptions): Sandboxes {
  const docker = connectEngine(options.socketPath ?? DEFAULT_SOCKET);
  const dataDir = resolve(options.dataDir);
  const {
    caBundlePath = null,
    registryCredentials = {},
    runtime = null,
    clock = systemClock,
    lookup = hostLookup,
  } = options;
  const { ways = WAYS, layerCaps = LAYER_CAPS } = options;
  const sandboxes = new Set<Sandbox>();
  let ready: Promise<Host & Chosen> | null = null;

  // Once, with the first sandbox: what was missing then is looked for again by the next one.
  const getReady = () => {
    ready ??= prepare().catch((thrown: unknown) => {
      ready = null;
      return engineFault({ kind: "prepare-host" })(thrown);
    });
    return ready;
  };
  const prepare = async () => {
    const fixtures = await findFixtures(dataDir);
    const host: Host = {
      docker,
      clock,
      worker: await ownedName(),
      dataDir,
      fixtures,
      caBundlePath,
      registryCredentials,
      runtime,
      lookup,
    };
    return { ...host, ...(await chooseWay(host, ways, layerCaps)) };
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
    reap: async () =>
      (await reapLeftovers(docker, dataDir)) + (await collectLayers(dataDir, clock, layerCaps)),
    inspect: () =>
      inspectHost(docker, async () => (await getReady()).way, {
        runtime,
        socketPath: options.socketPath ?? null,
      }),
    async [Symbol.asyncDispose]() {
      await Promise.all([...sandboxes].map((sandbox) => sandbox[Symbol.asyncDispose]()));
      sandboxes.clear();
      const opened = await ready?.catch(() => null);
      await opened?.layers.release();
      await opened?.storage.removeAll();
    },
  };
}
