// Runs the set-up commands of a project once, in a sandbox of their own, and keeps what they left as a layer.
import type { Layer, OpenOptions, Sandboxes } from "../sandboxes/sandbox.ts";
import type { Project } from "../toolchains/toolchain.ts";
import { usefulEnd } from "./check.ts";

export type SetUp =
  | { kind: "ready"; layer: Layer | null }
  | { kind: "failed"; command: string; exitStatus: number | null; log: string };

const SETUP_TIMEOUT_MS = 20 * 60_000;
const LOG_BYTES = 64 * 1024;

export async function setUp(
  sandboxes: Sandboxes,
  project: Project,
  options: Omit<OpenOptions, "layer" | "patch" | "egress" | "purpose" | "image">,
  signal: AbortSignal,
): Promise<SetUp> {
  if (project.setup.length === 0) return { kind: "ready", layer: null };
  await using sandbox = await sandboxes.open(
    {
      ...options,
      image: project.image,
      layer: null,
      patch: null,
      egress: project.registries.length === 0 ? null : { allow: project.registries },
      purpose: "setup",
    },
    signal,
  );
  for (const command of project.setup) {
    const result = await sandbox.run({
      line: command,
      timeoutMs: SETUP_TIMEOUT_MS,
      outputBytes: LOG_BYTES,
      signal,
    });
    signal.throwIfAborted();
    if (result.exitStatus !== 0) {
      return { kind: "failed", command, exitStatus: result.exitStatus, log: usefulEnd(result.output) };
    }
  }
  return { kind: "ready", layer: await sandbox.freeze() };
}
