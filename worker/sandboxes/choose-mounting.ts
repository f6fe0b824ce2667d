// Finds out, by opening a sandbox for real, how trees get into sandboxes on this host.
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "../../src/domain/errors.ts";
import type { Host } from "./host.ts";
import type { LayerCaps } from "./layers/layer-folder.ts";
import { openLayers } from "./layers/layers.ts";
import { isRoot, type Mounting } from "./layers/mount-folder.ts";
import { openStorage } from "./layers/storage.ts";
import { openSandbox } from "./open.ts";
import type { Stores } from "./surroundings.ts";

export type Chosen = Stores & { mounting: Mounting };

/** The first mounting that works; SandboxError of the last one when none does. */
export async function chooseMounting(host: Host, mountings: Mounting[], caps: LayerCaps): Promise<Chosen> {
  const checkout = join(host.dataDir, "sandboxes", host.worker, "probe");
  await mkdir(checkout, { recursive: true });
  await writeFile(join(checkout, "probe"), "probe\n");
  await chmod(join(checkout, "probe"), 0o666);
  let last: unknown = new SandboxError({ kind: "no-mounting" });
  // What the kernel leaves in an overlay's work folder belongs to root, so without root an overlay could not be removed.
  for (const mounting of mountings.filter(({ tree }) => isRoot() || tree === "copy")) {
    const tool = join(host.fixtures.toolFolder, "tool");
    const storage = openStorage({ dataDir: host.dataDir, worker: host.worker, mounting, tool });
    const layers = openLayers({ ...host, mounting, caps });
    const chosen = { mounting, storage, layers };
    const outcome = await attempt(host, chosen, checkout);
    if (outcome === "works") {
      await rm(checkout, { recursive: true });
      return chosen;
    }
    last = outcome;
  }
  throw last;
}

async function attempt(host: Host, chosen: Chosen, checkout: string): Promise<unknown> {
  try {
    await using sandbox = await openSandbox(host, chosen, {
      image: "base",
      tree: { sha: "", checkout, mirror: checkout },
      layer: null,
      patch: null,
      blinding: null,
      egress: null,
      limits: { memoryBytes: 64 * 1024 ** 2, pids: 32, cpuShares: 512, diskBytes: 64 * 1024 ** 2 },
      runId: "probe",
      purpose: "extract",
    });
    const line = chosen.mounting.remap ? "chmod 700 probe" : "echo more >>probe";
    const result = await sandbox.run({ line, timeoutMs: 10_000, outputBytes: 1000 });
    return result.exitStatus === 0
      ? "works"
      : new SandboxError({ kind: "tree-not-writable", said: result.output });
  } catch (thrown) {
    return thrown;
  }
}
