// A labelled issue without a run, whose label nobody told us of.
import { freshRun, type Intent } from "../../../domain/intent.ts";
import { digest } from "../../../domain/job.ts";
import { hasLabel } from "../../../domain/rules.ts";
import type { SeenIssue } from "../../../github/survey.ts";
import type { Recalled } from "../../../queue/queue.ts";
import { askedIn, isForgotten, type Place, type Sighting, unseenAuthor } from "../sighting.ts";

/** GitHub's own times of one request differ by so much. */
const SLACK_MS = 5_000;

export function labelled(sighting: Sighting): Intent[] {
  const { place, issue, recalled, request, spokeSince } = sighting;
  if (issue === null || request === null || !mayLackRun(issue, recalled, place)) return [];
  // Such a run is lost, and `lost` begins it again.
  if (isForgotten(recalled) && hasLabel(issue.labels, place.labels.working)) return [];
  if (!request.by.person || Date.parse(request.at) < Date.parse(place.installedAt)) return [];
  const isKnown =
    recalled.askedAtMs === null ? spokeSince : Date.parse(request.at) <= recalled.askedAtMs + SLACK_MS;
  if (isKnown) return [];
  const occasion = { kind: "asked", at: request.at, broughtBy: "sweep" } as const;
  return [
    {
      ...askedIn(sighting, request.by, request.at, occasion),
      ...freshRun(digest(issue.title, issue.body)),
      unseenAuthor: unseenAuthor(sighting, issue),
    },
  ];
}

/** Whether it is worth asking GitHub who put the label on. */
export function mayLackRun(issue: SeenIssue, recalled: Recalled, { labels }: Place): boolean {
  if (issue.state === "closed" || recalled.hasRun || !hasLabel(issue.labels, labels.ready)) return false;
  if (isForgotten(recalled)) return true;
  return recalled.askedAtMs === null || Date.parse(issue.updatedAt) > recalled.askedAtMs + SLACK_MS;
}
