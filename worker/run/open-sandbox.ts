// One sandbox of a run: same image, tree and limits for all of them, without network.
import type { Layer, OpenOptions, Sandbox } from "../sandboxes/sandbox.ts";
import type { Run } from "./context.ts";
import type { Ground } from "./open-ground.ts";

export type Place = { layer: Layer | null; patch: string | null; purpose: OpenOptions["purpose"] };

export function openSandbox(run: Run, ground: Ground, place: Place, signal: AbortSignal): Promise<Sandbox> {
  return run.ports.sandboxes.open(
    {
      image: ground.project.image,
      tree: ground.workspace.tree,
      egress: null,
      limits: run.ports.settings.limits,
      runId: run.claim.runId,
      ...place,
    },
    signal,
  );
}
