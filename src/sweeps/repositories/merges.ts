// Merges of our pull requests while their CI is watched: GitHub says by which commit, however they were merged.
import { z } from "zod";
import type { SeenClosedPull, Survey } from "../../github/survey.ts";
import type { EndedMerge, Place } from "./sighting.ts";

/** `sha`: the newest commit that it put on its base. `at`: ISO 8601. */
export const WatchedMerge = z.object({ pull: z.int(), isFor: z.int(), sha: z.string(), at: z.string() });
export type WatchedMerge = z.infer<typeof WatchedMerge>;

/** `ended`: what of its CI had ended, by the commit. */
export type KeptMerges = { watched: WatchedMerge[]; ended: ReadonlyMap<string, string> };

export const NO_MERGES: KeptMerges = { watched: [], ended: new Map() };

/** `byIssue`: those on which something has ended since the look before. */
export async function mergesNow(
  { repository, now, watchMs }: Place,
  { kept, closed }: { kept: KeptMerges; closed: SeenClosedPull[] },
  survey: Pick<Survey, "endedCi">,
): Promise<{ byIssue: Map<number, EndedMerge[]>; kept: KeptMerges }> {
  const isWatched = ({ at }: WatchedMerge) => Date.parse(now) - Date.parse(at) < watchMs;
  const watched = [...merged(kept.watched, closed).values()].filter(isWatched);
  const byIssue = new Map<number, EndedMerge[]>();
  const ended = new Map<string, string>();
  for (const { pull, isFor, sha } of watched) {
    const ci = await survey.endedCi(repository, sha);
    if (ci === null) continue;
    ended.set(sha, ci);
    if (ci !== kept.ended.get(sha))
      byIssue.set(isFor, [...(byIssue.get(isFor) ?? []), { pull, headSha: sha }]);
  }
  return { byIssue, kept: { watched, ended } };
}

function merged(before: WatchedMerge[], closed: SeenClosedPull[]): Map<number, WatchedMerge> {
  const now = closed.flatMap(({ number, isFor, merged }) =>
    merged === null ? [] : [{ pull: number, isFor, ...merged }],
  );
  return new Map([...before, ...now].map((each) => [each.pull, each]));
}
