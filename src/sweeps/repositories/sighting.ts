// What a sweep saw of one issue, beside what we remember of it: all that a finder decides on.
import type { Asked } from "../../domain/intent.ts";
import { digest } from "../../domain/job.ts";
import type { Occasion } from "../../domain/occasion.ts";
import type { Repository } from "../../domain/repository.ts";
import type { Labels } from "../../domain/rules.ts";
import type { SeenBy, SeenComment, SeenIssue, SeenRequest, SeenReview } from "../../github/survey.ts";
import type { Recalled } from "../../queue/queue.ts";

export type Place = {
  repository: Repository;
  installationId: number;
  labels: Labels;
  /** Logins of bots whose reviews are heard. */
  hear: readonly string[];
  /** So long after a merge its CI is looked at. */
  watchMs: number;
  /** When our app was installed: what was asked before was asked of somebody else. ISO 8601. */
  installedAt: string;
  /** ISO 8601. */
  now: string;
  /** When the look before was, a little earlier even; null: there was none. ISO 8601. */
  before: string | null;
  /** So long a webhook may be on its way that says more than a look sees; 0 where none comes. */
  graceMs: number;
};

export type Sighting = {
  place: Place;
  number: number;
  recalled: Recalled;
  /** Null: it has a run, and no list of its repository shows it any more. */
  issue: SeenIssue | null;
  /** Who asked last for a fresh run; null where nobody did, or where that was not looked at because it cannot matter. */
  request: SeenRequest | null;
  /** Our app wrote something on the issue after that. */
  spokeSince: boolean;
  /** Comments on the issue since the look before, oldest first, ours too. */
  comments: SeenComment[];
  /** Comments that say something else than when they were seen last. */
  edited: SeenComment[];
  /** Comments that were there when they were seen last; `by`: who wrote each. */
  deleted: { id: number; by: SeenBy }[];
  /** Our pull request for the issue, where it is open or changed since the look before. */
  pull: SeenPull | null;
  /** Merges of its pull requests on which something of the CI has ended since the look before. */
  endedMerges: EndedMerge[];
};

/** `pull`: its number. `headSha`: the commit that GitHub says it was merged by. */
export type EndedMerge = { pull: number; headSha: string };

export type SeenPull = {
  number: number;
  state: "open" | "closed";
  /** It was closed at the look before. */
  wasClosed: boolean;
  reviews: SeenReview[];
  /** On the pull request, since the look before. */
  comments: SeenComment[];
  /** The head on which check suites of other apps or commit statuses have ended since the look before; null: none has. */
  endedOn: string | null;
};

/** The part that all intents of sweeps share. */
export function askedIn({ place, number }: Sighting, by: SeenBy, at: string, occasion: Occasion): Asked {
  const asker = { kind: "person", login: by.login } as const;
  return { ...aboutIn({ place, number }), asker, isBot: !by.person, at, occasion };
}

/** Where nobody asked: the state of things did. */
export function foundIn(sighting: Pick<Sighting, "place" | "number">, occasion: Occasion | null): Asked {
  return {
    ...aboutIn(sighting),
    asker: { kind: "machine", name: "GitHub" },
    isBot: false,
    at: null,
    occasion,
  };
}

function aboutIn({ place, number }: Pick<Sighting, "place" | "number">) {
  const { repository, installationId } = place;
  return { issue: { repository, number }, installationId, delivery: "sweep" };
}

/** Who may have edited the text since somebody asked; null where it is the text that was admitted before. */
export function unseenAuthor({ recalled }: Sighting, issue: SeenIssue): string | null {
  return digest(issue.title, issue.body) === recalled.digest ? null : issue.by.login;
}

/** Redis lost what it knew of the issue, or there was nothing. */
export function isForgotten({ askedAtMs, admittedAt, heard }: Recalled): boolean {
  return askedAtMs === null && admittedAt === null && heard.size === 0;
}
