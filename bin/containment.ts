// issuewright doctor --containment: every attack on the sandboxes of this host, for real.
import { resolve } from "node:path";
import { systemClock } from "../src/clock.ts";
import type { CommonConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { plantInEnvironment } from "../worker/config.ts";
import { type Proof, prove } from "../worker/containment/prove.ts";
import { provenLookup } from "../worker/containment/set-up.ts";
import { openSandboxes } from "../worker/main.ts";
import type { SandboxConfig } from "../worker/sandbox-config.ts";
import { dockerInsider } from "../worker/sandboxes/index.ts";

/** Works without a model endpoint as well: the engine is all it needs. */
export async function proveHere(
  common: CommonConfig,
  config: SandboxConfig,
  signal: AbortSignal,
): Promise<Proof> {
  const dataDir = resolve(common.dataDir);
  await using sandboxes = openSandboxes(config, { dataDir, lookup: provenLookup() });
  return await prove({
    sandboxes,
    insider: dockerInsider({ socketPath: config.dockerSocket }),
    dataDir,
    clock: systemClock,
    log: createLog({ level: "silent", name: "containment" }),
    plant: plantInEnvironment,
    signal,
  });
}
