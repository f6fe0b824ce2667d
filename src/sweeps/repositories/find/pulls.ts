// Our pull request was closed, merged or reopened, and the issue's label does not tell.
import type { Intent } from "../../../domain/intent.ts";
import { hasLabel } from "../../../domain/rules.ts";
import { foundIn, type Sighting } from "../sighting.ts";

export function pulls(sighting: Sighting): Intent[] {
  const { place, issue, pull } = sighting;
  if (pull === null || issue === null) return [];
  const saysInReview = hasLabel(issue.labels, place.labels.inReview);
  if (pull.state === "closed" && saysInReview)
    return [{ ...foundIn(sighting, null), kind: "tidy", because: "pull-closed", pull: pull.number }];
  if (pull.state === "open" && pull.wasClosed && !saysInReview)
    return [{ ...foundIn(sighting, null), kind: "tidy", because: "pull-reopened" }];
  return [];
}
