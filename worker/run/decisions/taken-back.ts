// Whether the order for a run was taken back on GitHub while it went on.
import { hasLabel } from "../../../src/domain/rules.ts";
import type { StopReason } from "../../../src/domain/stop.ts";

/**
 * Closing, deleting or unlabelling the issue takes the order back, also where no event told us. `labelled`: its labels as
 * the run began; a run that began without `ready` does not need it. Null: the order stands.
 */
export function takenBack(
  labelled: string[],
  now: { state: "open" | "closed"; labels: string[] } | null,
  ready: string,
): StopReason | null {
  if (now === null) return { kind: "issue-gone" };
  if (now.state !== "open") return { kind: "issue-closed" };
  return hasLabel(labelled, ready) && !hasLabel(now.labels, ready) ? { kind: "label-removed" } : null;
}
