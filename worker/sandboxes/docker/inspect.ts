// Looks at the Docker engine and the runtime it is to use.
import type Docker from "dockerode";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { EngineOptions } from "../engine.ts";
import type { EngineFinding } from "../engine-finding.ts";

/** The oldest engine this was built and tested against. */
const OLDEST = { version: "20.10", api: 1.41 };
const ENGINE = "Docker";

export async function inspectDocker(
  docker: Docker,
  { socketPath, runtime }: EngineOptions,
): Promise<EngineFinding[]> {
  try {
    const { Version: version, ApiVersion } = await docker.version();
    const newEnough = Number(ApiVersion) >= OLDEST.api;
    const engine = { kind: "engine", engine: ENGINE, version, oldest: OLDEST.version, newEnough } as const;
    if (runtime === null || !newEnough) return [engine];
    const known = Object.keys((await docker.info()).Runtimes ?? {});
    return [engine, { kind: "runtime", runtime, known }];
  } catch (thrown) {
    return [{ kind: "no-engine", engine: ENGINE, said: reasonOf(thrown), socket: socketPath }];
  }
}
