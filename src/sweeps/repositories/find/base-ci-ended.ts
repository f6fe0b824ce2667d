// The CI of a commit that merged our pull request has ended, and nobody told us.
import type { Intent } from "../../../domain/intent.ts";
import { foundIn, type Sighting } from "../sighting.ts";

/** What is red there, if anything, is looked up by whoever takes it in. */
export function baseCiEnded({ place, endedMerges }: Sighting): Intent[] {
  const asker = { kind: "machine", name: "ci" } as const;
  return endedMerges.map(({ pull, headSha }) => {
    return { ...foundIn({ place, number: pull }, null), asker, kind: "base-ci-ended", headSha };
  });
}
