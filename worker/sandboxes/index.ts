// The engines there are: a line each. The entry points choose one.
import { dockerEngine } from "./docker/docker.ts";
import type { Engine, EngineOptions, PrivilegedAccess } from "./engine.ts";
import { type HostOptions, sandboxesOn } from "./host-sandboxes.ts";
import type { Sandboxes } from "./sandbox.ts";

const ENGINES = { docker: dockerEngine } satisfies Record<string, (options: EngineOptions) => Engine>;

export type EngineChoice = Partial<EngineOptions> & { engine?: keyof typeof ENGINES };
export type SandboxesOptions = EngineChoice & HostOptions;

export function hostSandboxes(options: SandboxesOptions): Sandboxes {
  return sandboxesOn(connect(options), options);
}

export function privilegedAccess(choice: EngineChoice): PrivilegedAccess {
  return connect(choice).access;
}

function connect({ engine = "docker", socketPath = null, runtime = null }: EngineChoice): Engine {
  return ENGINES[engine]({ socketPath, runtime });
}
