// Reviews of our pull request that nobody told us of.
import { type Intent, revision } from "../../../domain/intent.ts";
import { occasionName } from "../../../domain/occasion.ts";
import type { SeenReview } from "../../../github/survey.ts";
import { askedIn, isForgotten, type SeenPull, type Sighting } from "../sighting.ts";

export function reviews(sighting: Sighting): Intent[] {
  const { pull } = sighting;
  if (pull === null || pull.state === "closed") return [];
  return pull.reviews
    .filter((review) => isUnread(review, pull, sighting))
    .map((review) => {
      const occasion = { kind: "review", id: review.id } as const;
      return {
        ...askedIn(sighting, review.by, review.at, occasion),
        ...revision({ pull: pull.number, id: review.id }, review.text),
      };
    });
}

/** An older review belongs to a pull request as it was before the newest request for a fresh run. */
function isUnread(review: SeenReview, pull: SeenPull, { place, recalled, comments }: Sighting): boolean {
  if (!review.by.person && !place.hear.includes(review.by.login)) return false;
  if (recalled.heard.has(occasionName({ kind: "review", id: review.id }))) return false;
  const since = Date.parse(review.at);
  const ours = [...pull.comments, ...comments].filter(({ by }) => by.ours);
  if (isForgotten(recalled)) return !ours.some(({ updatedAt }) => Date.parse(updatedAt) > since);
  return recalled.askedAtMs === null || since > recalled.askedAtMs;
}
