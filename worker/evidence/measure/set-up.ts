// Runs the set-up commands of a project once, in a sandbox of their own, and keeps what they left for runs to come.
import type {
  EgressRefusal,
  Layer,
  LayerKey,
  Limits,
  OpenOptions,
  Sandboxes,
  Tree,
  Trust,
} from "../../sandboxes/sandbox.ts";
import type { Project, TreeView } from "../../toolchains/toolchain.ts";
import { usefulEnd } from "./check.ts";

export type SetUp =
  | { kind: "ready"; layer: Layer | null }
  | { kind: "failed"; command: string; exitStatus: number | null; log: string };

export type Place = {
  tree: Tree;
  view: TreeView;
  trust: Trust;
  limits: Limits;
  runId: string;
  /** Called for each address that set-up wanted to reach and may not. */
  onRefusal(refusal: EgressRefusal): void;
};

const ASK_TIMEOUT_MS = 60_000;
const ASKED_BYTES = 16 * 1024;
const MAX_REGISTRIES = 30;
const SETUP_TIMEOUT_MS = 20 * 60_000;
const LOG_BYTES = 64 * 1024;

/** The layer is the caller's to dispose of. A set-up that failed or was stopped leaves nothing. */
export async function setUp(
  sandboxes: Sandboxes,
  project: Project,
  place: Place,
  signal: AbortSignal,
): Promise<SetUp> {
  if (project.setup.length === 0) return { kind: "ready", layer: null };
  const key = layerKey(project, place);
  const sought = await sandboxes.seekLayer(key, signal);
  if (sought.kind === "found") return { kind: "ready", layer: sought.layer };
  await using _ = sought;
  // The proxy is there even where nothing is allowed: it reports where set-up wanted to go.
  const allow = await reachable(sandboxes, project, place, signal);
  const egress = { allow, onRefusal: place.onRefusal };
  await using sandbox = await sandboxes.open(sandboxOf(project, place, egress), signal);
  for (const line of project.setup) {
    const command = { line, timeoutMs: SETUP_TIMEOUT_MS, outputBytes: LOG_BYTES, signal };
    const { exitStatus, output } = await sandbox.run(command);
    signal.throwIfAborted();
    if (exitStatus !== 0) {
      return { kind: "failed", command: line, exitStatus, log: usefulEnd(output) };
    }
  }
  return { kind: "ready", layer: await sandbox.freeze(key) };
}

/** Ignored paths decide what counts as set-up's own, so set-up always reads `.gitignore`. */
function layerKey(project: Project, { tree, view, trust }: Place): LayerKey {
  const { image, setup, registries, askRegistries, setupReads } = project;
  const isRead = (path: string) => setupReads?.test(path) || /(^|\/)\.gitignore$/.test(path);
  const inputs = view.paths.filter(isRead).map((path) => [path, view.contentId(path)]);
  const recipe = JSON.stringify([setup, registries, askRegistries, setupReads === null ? null : inputs]);
  return { image, trust, recipe, tree, paths: setupReads === null ? null : view.paths };
}

/** The registries that the rules name, and those the package client names in a sandbox without network. */
export async function reachable(
  sandboxes: Sandboxes,
  project: Project,
  place: Place,
  signal: AbortSignal,
): Promise<string[]> {
  const { registries, askRegistries: line } = project;
  if (line === null) return registries;
  await using sandbox = await sandboxes.open(sandboxOf(project, place, null), signal);
  const asked = await sandbox.run({ line, timeoutMs: ASK_TIMEOUT_MS, outputBytes: ASKED_BYTES, signal });
  signal.throwIfAborted();
  return [...new Set([...registries, ...addressesIn(asked.output).slice(0, MAX_REGISTRIES)])];
}

function sandboxOf(project: Project, place: Place, egress: OpenOptions["egress"]): OpenOptions {
  const { tree, limits, runId } = place;
  const untouched = { layer: null, patch: null, blinding: null } as const;
  return { image: project.image, tree, ...untouched, egress, limits, runId, purpose: "setup" };
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
