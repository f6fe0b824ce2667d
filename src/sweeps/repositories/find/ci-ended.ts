// Check suites of other apps that have ended on the head of our pull request, and nobody told us.
import type { Intent } from "../../../domain/intent.ts";
import { foundIn, type Sighting } from "../sighting.ts";

/** What the CI asks for is looked up, and done once, by whoever takes it in. */
export function ciEnded(sighting: Sighting): Intent[] {
  const { pull } = sighting;
  if (pull === null || pull.state === "closed" || pull.endedOn === null) return [];
  const asker = { kind: "machine", name: "ci" } as const;
  return [{ ...foundIn(sighting, null), asker, kind: "ci-ended", headSha: pull.endedOn }];
}
