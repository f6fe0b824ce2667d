// The CI of our pull request ended while a run was at work, and that run is over.
import type { Intent } from "../../../domain/intent.ts";
import { missedHead } from "../../../domain/occasion.ts";
import { foundIn, type Sighting } from "../sighting.ts";

export function ciMissed(sighting: Sighting): Intent[] {
  const { place, issue, recalled } = sighting;
  const headSha = missedHead(recalled.heard);
  if (issue === null || recalled.hasRun || headSha === null) return [];
  return [{ ...foundIn(sighting, { kind: "ci-looked", at: place.now }), kind: "ci-ended", headSha }];
}
