// The spec in our comment that a person edited, and nobody told us.
import { adoption, type Intent } from "../../../domain/intent.ts";
import { occasionName } from "../../../domain/occasion.ts";
import { hasLabel } from "../../../domain/rules.ts";
import { editIn } from "../../../github/shown.ts";
import { foundIn, type Sighting } from "../sighting.ts";

/** GitHub does not list who edited; only people with write access may edit a comment of ours. */
export function specEdited(sighting: Sighting): Intent[] {
  const { place, issue, number, recalled } = sighting;
  if (issue === null || issue.state === "closed" || !hasLabel(issue.labels, place.labels.ready)) return [];
  const edit = sighting.comments
    .flatMap(({ by, text }) => (by.ours ? (editIn(text, number) ?? []) : []))
    .at(-1);
  if (edit === undefined || recalled.heard.has(occasionName(edit))) return [];
  return [{ ...foundIn(sighting, edit), ...adoption }];
}
