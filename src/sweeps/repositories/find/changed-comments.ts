// Comments that were edited or deleted after the newest run read them, and nobody told us.
import { wishIn } from "../../../commands/index.ts";
import { type Intent, refinement } from "../../../domain/intent.ts";
import { digest } from "../../../domain/job.ts";
import { editOf, occasionName } from "../../../domain/occasion.ts";
import { hasLabel } from "../../../domain/rules.ts";
import { askedIn, type Sighting, unseenAuthor } from "../sighting.ts";

/** GitHub does not list who changed them: whose words they are decides whether they count. */
export function changedComments(sighting: Sighting): Intent[] {
  const { place, issue, recalled, edited, deleted } = sighting;
  if (issue === null || issue.state === "closed" || !hasLabel(issue.labels, place.labels.ready)) return [];
  const { admittedAt, heard } = recalled;
  // Nothing of them was read.
  if (admittedAt === null) return [];
  const textDigest = digest(issue.title, issue.body);
  const again = edited.flatMap((comment): Intent[] => {
    const occasion = editOf(comment.id, comment.text);
    if (heard.has(occasionName(occasion)) || Date.parse(comment.at) > Date.parse(admittedAt)) return [];
    const wish = wishIn(comment.text, textDigest) ?? refinement(textDigest);
    const asked = askedIn(sighting, comment.by, comment.updatedAt, occasion);
    if (wish.kind !== "run") return [{ ...asked, ...wish }];
    return [{ ...asked, ...wish, unseenAuthor: unseenAuthor(sighting, issue) }];
  });
  const gone = deleted.flatMap(({ id, by }): Intent[] => {
    const occasion = { kind: "comment-deleted", id } as const;
    if (heard.has(occasionName(occasion))) return [];
    return [
      {
        ...askedIn(sighting, by, place.now, occasion),
        ...refinement(textDigest),
        unseenAuthor: unseenAuthor(sighting, issue),
      },
    ];
  });
  return [...again, ...gone];
}
