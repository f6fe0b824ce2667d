// Looks at what sandboxes need of this host: the engine, its runtime, our images, and whether a sandbox opens.
import type Docker from "dockerode";
import { reasonOf, SandboxError } from "../../../src/domain/errors.ts";
import { findImage } from "../host.ts";
import { imageNames, imageSource } from "../images.ts";
import type { Way } from "../layers/mount-folder.ts";
import type { EngineFinding } from "../sandbox.ts";

/** The oldest engine this was built and tested against. */
const OLDEST = { version: "20.10", api: 1.41 };
const ENGINE = "Docker";

export async function inspectHost(
  docker: Docker,
  way: () => Promise<Way>,
  { runtime, socketPath }: { runtime: string | null; socketPath: string | null },
): Promise<EngineFinding[]> {
  const engine = await inspectEngine(docker, socketPath);
  if (engine.kind !== "engine" || !engine.newEnough) return [engine];
  const images = await Promise.all((await imageNames()).map((image) => inspectImage(docker, image)));
  return [engine, ...(await inspectRuntime(docker, runtime)), ...images, await inspectWay(way)];
}

async function inspectEngine(docker: Docker, socket: string | null): Promise<EngineFinding> {
  try {
    const { Version: version, ApiVersion } = await docker.version();
    const newEnough = Number(ApiVersion) >= OLDEST.api;
    return { kind: "engine", engine: ENGINE, version, oldest: OLDEST.version, newEnough };
  } catch (thrown) {
    return { kind: "no-engine", engine: ENGINE, said: reasonOf(thrown), socket };
  }
}

async function inspectRuntime(docker: Docker, runtime: string | null): Promise<EngineFinding[]> {
  if (runtime === null) return [];
  const known = Object.keys((await docker.info()).Runtimes ?? {});
  return [{ kind: "runtime", runtime, known }];
}

/** Every run needs the base image; another one only a project of its kind. */
async function inspectImage(docker: Docker, image: string): Promise<EngineFinding> {
  const found = await findImage(docker, image).catch(() => null);
  const required = image === "base";
  return {
    kind: "image",
    image,
    reference: found?.reference ?? null,
    source: await imageSource(image),
    required,
  };
}

async function inspectWay(way: () => Promise<Way>): Promise<EngineFinding> {
  try {
    const { tree, disk } = await way();
    return { kind: "opens", tree, diskLimited: disk };
  } catch (thrown) {
    return { kind: "does-not-open", fault: faultOf(thrown) };
  }
}

function faultOf(thrown: unknown): SandboxError["fault"] {
  if (thrown instanceof SandboxError) return thrown.fault;
  return { kind: "act-failed", act: { kind: "prepare-host" }, unreachable: false, said: reasonOf(thrown) };
}
