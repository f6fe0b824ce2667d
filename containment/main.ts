// The containment proof on this host: whole for `doctor`, or a short form before a worker takes jobs.
import { resolve } from "node:path";
import { systemClock } from "../src/clock.ts";
import { createLog } from "../src/log.ts";
import { plantInEnvironment } from "../worker/config.ts";
import { openSandboxes } from "../worker/machinery.ts";
import type { ProveContainment } from "../worker/main.ts";
import type { SandboxConfig } from "../worker/sandbox-config.ts";
import { privilegedAccess } from "../worker/sandboxes/index.ts";
import { type Proof, prove } from "./prove.ts";
import { provenLookup } from "./set-up.ts";
import { requireHeld } from "./verdict.ts";

/** Every attack. Works without a model endpoint: the engine is all it needs. */
export async function proveWhole(
  { dataDir: folder, ...config }: SandboxConfig & { dataDir: string },
  signal: AbortSignal,
): Promise<Proof> {
  const dataDir = resolve(folder);
  await using sandboxes = openSandboxes(config, { dataDir, lookup: provenLookup() });
  return await prove({
    sandboxes,
    access: privilegedAccess(config.engine),
    dataDir,
    clock: systemClock,
    log: createLog({ level: "silent", name: "containment" }),
    plant: plantInEnvironment,
    signal,
  });
}

/** Takes seconds at each start: an engine, a kernel or a runtime may have lost something since the last one. */
export const proveAtStart: ProveContainment = async ({ sandboxes, config, clock, log }) => {
  const proof = await prove({
    sandboxes,
    access: privilegedAccess(config.engine),
    dataDir: resolve(config.dataDir),
    clock,
    log,
    plant: null,
    signal: new AbortController().signal,
  });
  requireHeld(proof);
  log.info({ attacks: proof.rows.length, durationMs: proof.durationMs }, "sandboxes hold");
};
