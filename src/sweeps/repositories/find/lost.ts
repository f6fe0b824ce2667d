// An issue that says a run is at work, though there is none.
import { freshRun, type Intent } from "../../../domain/intent.ts";
import { digest } from "../../../domain/job.ts";
import { hasLabel } from "../../../domain/rules.ts";
import { askedIn, foundIn, isForgotten, type Sighting, unseenAuthor } from "../sighting.ts";

/**
 * Where Redis forgot everything, the run is begun again: its label still asks for it. Where the run alone is lost,
 * beginning it again could lose it again, so the issue says what became of it.
 */
export function lost(sighting: Sighting): Intent[] {
  const { place, issue, recalled, request } = sighting;
  if (issue === null || recalled.hasRun) return [];
  if (recalled.lostRun) {
    const occasion = { kind: "lost", at: recalled.admittedAt ?? issue.updatedAt } as const;
    return [{ ...foundIn(sighting, occasion), kind: "tidy", because: "lost-run" }];
  }
  if (!isForgotten(recalled) || !hasLabel(issue.labels, place.labels.working)) return [];
  const occasion = { kind: "lost", at: issue.updatedAt } as const;
  const isWanted = issue.state === "open" && hasLabel(issue.labels, place.labels.ready);
  if (!isWanted || request === null || !request.by.person)
    return [{ ...foundIn(sighting, occasion), kind: "tidy", because: "lost-run" }];
  return [
    {
      ...askedIn(sighting, request.by, request.at, occasion),
      ...freshRun(digest(issue.title, issue.body)),
      unseenAuthor: unseenAuthor(sighting, issue),
    },
  ];
}
