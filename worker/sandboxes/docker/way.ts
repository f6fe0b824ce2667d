// Finds out, by really doing it once, how trees get into sandboxes on this host.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "../../../src/domain/errors.ts";
import type { Host } from "./host.ts";
import { openSandbox } from "./open.ts";
import { openStorage, type Storage, WAYS, type Way } from "./storage.ts";

export type Chosen = { way: Way; storage: Storage };

/** The best way that works; SandboxError of the last one when none does. */
export async function chooseWay(host: Host): Promise<Chosen> {
  const checkout = join(host.dataDir, "sandboxes", host.worker, "probe");
  await mkdir(checkout, { recursive: true, mode: 0o777 });
  let last: unknown = new SandboxError("No way to open a sandbox was tried");
  for (const way of WAYS) {
    const storage = openStorage(host.dataDir, host.worker, way);
    const outcome = await attempt(host, storage, checkout);
    if (outcome === "works") {
      await rm(checkout, { recursive: true });
      return { way, storage };
    }
    last = outcome;
  }
  throw last;
}

async function attempt(host: Host, storage: Storage, checkout: string): Promise<unknown> {
  try {
    await using sandbox = await openSandbox(host, storage, {
      image: "base",
      tree: { sha: "", checkout, mirror: checkout },
      layer: null,
      patch: null,
      egress: null,
      limits: { memoryBytes: 64 * 1024 ** 2, pids: 32, cpuShares: 512, diskBytes: 64 * 1024 ** 2 },
      runId: "probe",
      purpose: "extract",
    });
    await sandbox.write("probe", Buffer.from("probe"));
    return "works";
  } catch (thrown) {
    return thrown;
  }
}
