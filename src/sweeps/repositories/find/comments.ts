// Comments that nobody told us of: commands, and plain words for the spec.
import { wishIn } from "../../../commands/index.ts";
import { readCommand } from "../../../domain/command.ts";
import type { Intent } from "../../../domain/intent.ts";
import { digest } from "../../../domain/job.ts";
import { occasionName } from "../../../domain/occasion.ts";
import { hasLabel } from "../../../domain/rules.ts";
import type { SeenComment } from "../../../github/survey.ts";
import { askedIn, isForgotten, type Sighting, unseenAuthor } from "../sighting.ts";

export function comments(sighting: Sighting): Intent[] {
  const { place, issue } = sighting;
  if (issue === null || issue.isPull) return [];
  const isReady = issue.state === "open" && hasLabel(issue.labels, place.labels.ready);
  return sighting.comments
    .filter((comment) => isUnread(comment, sighting) && (isReady || isNewCommand(comment, place.before)))
    .flatMap((comment): Intent[] => {
      const wish = wishIn(comment.text, digest(issue.title, issue.body));
      if (wish === null) return [];
      const occasion = { kind: "comment", id: comment.id } as const;
      const asked = askedIn(sighting, comment.by, comment.at, occasion);
      if (wish.kind !== "run") return [{ ...asked, ...wish }];
      return [{ ...asked, ...wish, unseenAuthor: unseenAuthor(sighting, issue) }];
    });
}

/** What was written before the newest run was admitted, that run read. Where Redis forgot, our own newer words tell it. */
function isUnread(comment: SeenComment, { recalled, comments: all }: Sighting): boolean {
  if (!comment.by.person || recalled.heard.has(occasionName({ kind: "comment", id: comment.id })))
    return false;
  const since = Date.parse(comment.at);
  if (isForgotten(recalled))
    return !all.some(({ by, updatedAt }) => by.ours && Date.parse(updatedAt) > since);
  return recalled.admittedAt === null || since > Date.parse(recalled.admittedAt);
}

/** Answered on any issue, with what keeps it from being done. A command that is older than our looks was meant for nobody. */
export function isNewCommand({ by, text, at }: SeenComment, before: string | null): boolean {
  return by.person && readCommand(text) !== null && before !== null && Date.parse(at) >= Date.parse(before);
}
