// Comments in the conversation of our pull request that nobody told us of.
import { asks, type Intent } from "../../../domain/intent.ts";
import { occasionName } from "../../../domain/occasion.ts";
import { askedIn, isForgotten, type Sighting } from "../sighting.ts";

export function pullComments(sighting: Sighting): Intent[] {
  const { pull, place, recalled } = sighting;
  // Where Redis forgot what was heard, an old command must not act again.
  if (pull === null || isForgotten(recalled)) return [];
  const issue = { repository: place.repository, number: pull.number };
  return pull.comments
    .filter(({ by, at, text }) => by.person && asks(text) && isNewerThan(at, recalled.admittedAt))
    .map(({ id, by, at, text }) => ({ id, by, at, text, occasion: { kind: "comment", id } as const }))
    .filter(({ occasion }) => !recalled.heard.has(occasionName(occasion)))
    .map(({ by, at, text, occasion }) => {
      return { ...askedIn(sighting, by, at, occasion), issue, kind: "said-on-pull", text };
    });
}

/** Before the newest run was admitted, a command spoke of another one. */
function isNewerThan(at: string, admittedAt: string | null): boolean {
  return admittedAt === null || Date.parse(at) > Date.parse(admittedAt);
}
