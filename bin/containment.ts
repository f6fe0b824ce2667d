// issuewright doctor --containment: every attack on the sandboxes of this host, for real.
import { resolve } from "node:path";
import { systemClock } from "../src/clock.ts";
import type { CommonConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { plantInEnvironment, readEngineConfig } from "../worker/config.ts";
import { type Proof, prove } from "../worker/containment/prove.ts";
import { provenLookup } from "../worker/containment/set-up.ts";
import { dockerInsider, dockerSandboxes } from "../worker/sandboxes/index.ts";

/** Works without a model endpoint as well: the engine is all it needs. */
export async function proveHere(common: CommonConfig, signal: AbortSignal): Promise<Proof> {
  const engine = readEngineConfig();
  const socketPath = engine.kind === "read" ? engine.config.dockerSocket : null;
  const dataDir = resolve(common.dataDir);
  await using sandboxes = dockerSandboxes({ dataDir, socketPath, lookup: provenLookup() });
  return await prove({
    sandboxes,
    insider: dockerInsider({ socketPath }),
    dataDir,
    clock: systemClock,
    log: createLog({ level: "silent", name: "containment" }),
    plant: plantInEnvironment,
    signal,
  });
}
