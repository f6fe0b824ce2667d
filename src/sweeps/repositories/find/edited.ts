// The text of an issue that was edited after its newest run read it, and nobody told us.
import { type Intent, refinement } from "../../../domain/intent.ts";
import { digest } from "../../../domain/job.ts";
import { hasLabel } from "../../../domain/rules.ts";
import { askedIn, type Sighting } from "../sighting.ts";

/** GitHub does not list who edited; where the author has write access, everybody who may edit it has. */
export function edited(sighting: Sighting): Intent[] {
  const news = newText(sighting);
  if (news === null || news.isFresh) return [];
  const { issue, now, after } = news;
  const occasion = { kind: "text", digest: now, after } as const;
  return [{ ...askedIn(sighting, issue.by, issue.updatedAt, occasion), ...refinement(now), vouches: true }];
}

/** A webhook that says who edited may be on its way, so that the same has to be seen once more. */
export function waitsForWebhook(sighting: Sighting): boolean {
  return newText(sighting)?.isFresh === true;
}

/** Null: the text is the one that was admitted, or there was none. `after`: when that was. */
function newText({ place, issue, recalled: { digest: known, admittedAt: after } }: Sighting) {
  if (issue === null || issue.state === "closed" || !hasLabel(issue.labels, place.labels.ready)) return null;
  const now = digest(issue.title, issue.body);
  if (known === null || after === null || now === known) return null;
  const isFresh = Date.parse(place.now) - Date.parse(issue.updatedAt) < place.graceMs;
  return { issue, now, after, isFresh };
}
