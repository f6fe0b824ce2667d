// A run that goes on though its issue was closed, deleted or transferred, or the label was taken off.
import type { Intent } from "../../../domain/intent.ts";
import { hasLabel } from "../../../domain/rules.ts";
import { foundIn, type Sighting } from "../sighting.ts";

export function stops(sighting: Sighting): Intent[] {
  const { place, issue, recalled } = sighting;
  if (!recalled.hasRun) return [];
  if (issue === null || issue.state === "closed")
    return [{ ...foundIn(sighting, null), kind: "stop", because: { kind: "issue-closed" } }];
  if (hasLabel(issue.labels, place.labels.ready)) return [];
  return [{ ...foundIn(sighting, null), kind: "stop", because: { kind: "label-removed" } }];
}
