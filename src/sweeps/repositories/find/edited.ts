// The text of an issue that was edited after its newest run read it, and nobody told us.
import { type Intent, refinement } from "../../../domain/intent.ts";
import { digest } from "../../../domain/job.ts";
import { hasLabel } from "../../../domain/rules.ts";
import { askedIn, type Sighting } from "../sighting.ts";

/** A webhook is on its way for so long. */
const GRACE_MS = 30_000;

/** GitHub does not list who edited; where the author has write access, everybody who may edit it has. */
export function edited(sighting: Sighting): Intent[] {
  const { place, issue, recalled } = sighting;
  if (issue === null || issue.state === "closed" || !hasLabel(issue.labels, place.labels.ready)) return [];
  if (recalled.digest === null || recalled.admittedAt === null) return [];
  const now = digest(issue.title, issue.body);
  if (now === recalled.digest || Date.parse(place.now) - Date.parse(issue.updatedAt) < GRACE_MS) return [];
  const occasion = { kind: "text", digest: now, after: recalled.admittedAt } as const;
  return [{ ...askedIn(sighting, issue.by, issue.updatedAt, occasion), ...refinement(now), vouches: true }];
}
