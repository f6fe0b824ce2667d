// Runs the set-up commands of a project once, in a sandbox of their own, and keeps what they left as a layer.
import type { Layer, OpenOptions, Sandboxes } from "../sandboxes/sandbox.ts";
import type { Project } from "../toolchains/toolchain.ts";
import { usefulEnd } from "./check.ts";

export type SetUp =
  | { kind: "ready"; layer: Layer | null }
  | { kind: "failed"; command: string; exitStatus: number | null; log: string };

type Place = Omit<OpenOptions, "layer" | "patch" | "egress" | "purpose" | "image">;

const ASK_TIMEOUT_MS = 60_000;
const ASKED_BYTES = 16 * 1024;
const MAX_REGISTRIES = 30;
const SETUP_TIMEOUT_MS = 20 * 60_000;
const LOG_BYTES = 64 * 1024;

export async function setUp(
  sandboxes: Sandboxes,
  project: Project,
  options: Place,
  signal: AbortSignal,
): Promise<SetUp> {
  if (project.setup.length === 0) return { kind: "ready", layer: null };
  const allow = await reachable(sandboxes, project, options, signal);
  await using sandbox = await sandboxes.open(
    {
      ...options,
      image: project.image,
      layer: null,
      patch: null,
      egress: allow.length === 0 ? null : { allow },
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

/** Named by the rules, or else by the package client itself, asked in a sandbox without network. */
async function reachable(
  sandboxes: Sandboxes,
  project: Project,
  place: Place,
  signal: AbortSignal,
): Promise<string[]> {
  if (project.registries.length > 0 || project.askRegistries === null) return project.registries;
  await using sandbox = await sandboxes.open(
    { ...place, image: project.image, layer: null, patch: null, egress: null, purpose: "setup" },
    signal,
  );
  const line = project.askRegistries;
  const asked = await sandbox.run({ line, timeoutMs: ASK_TIMEOUT_MS, outputBytes: ASKED_BYTES, signal });
  signal.throwIfAborted();
  return addressesIn(asked.output).slice(0, MAX_REGISTRIES);
}

/** Every web address in a text as `host:port`, once. */
export function addressesIn(text: string): string[] {
  const found = [...text.matchAll(/\b(https?):\/\/([a-z0-9][a-z0-9.-]*)(?::(\d{1,5}))?(?![a-z0-9.-])/gi)];
  const pairs = found.map(([, scheme, host = "", port]) => {
    const usual = scheme?.toLowerCase() === "http" ? "80" : "443";
    return `${host.toLowerCase().replace(/\.$/, "")}:${port ?? usual}`;
  });
  return [...new Set(pairs)];
}
