// Looks at what sandboxes need of this host: the engine, our images, and whether a sandbox opens.
import { reasonOf, SandboxError } from "../../src/domain/errors.ts";
import type { SandboxFault } from "../../src/domain/sandbox-fault.ts";
import type { Engine } from "./engine.ts";
import { type EngineFinding, isLacking } from "./engine-finding.ts";
import { findImage, imageNames, imageSource } from "./images.ts";
import type { Mounting } from "./layers/mount-folder.ts";

export async function inspectHost(
  engine: Engine,
  mounting: () => Promise<Mounting>,
): Promise<EngineFinding[]> {
  const found = await engine.inspect();
  if (
    found.some((finding) => finding.kind === "no-engine" || (finding.kind === "engine" && isLacking(finding)))
  )
    return found;
  const images = await Promise.all((await imageNames()).map((image) => inspectImage(engine, image)));
  return [...found, ...images, await inspectOpening(mounting)];
}

/** Every run needs the base image; another one only a project of its kind. */
async function inspectImage(engine: Engine, image: string): Promise<EngineFinding> {
  const found = await findImage(engine, image).catch(() => null);
  const required = image === "base";
  const source = await imageSource(image);
  return { kind: "image", image, reference: found?.reference ?? null, source, required };
}

async function inspectOpening(mounting: () => Promise<Mounting>): Promise<EngineFinding> {
  try {
    const { tree, disk } = await mounting();
    return { kind: "opens", tree, diskLimited: disk };
  } catch (thrown) {
    return { kind: "does-not-open", fault: faultOf(thrown) };
  }
}

function faultOf(thrown: unknown): SandboxFault {
  if (thrown instanceof SandboxError) return thrown.fault;
  return { kind: "act-failed", act: { kind: "prepare-host" }, unreachable: false, said: reasonOf(thrown) };
}
