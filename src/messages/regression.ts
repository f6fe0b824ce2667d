// What a look at a merge came to: whether what is red since then is red here for it, too.
import type { Outcome } from "../domain/outcome.ts";
import { askMarker } from "./marker.ts";
import { code } from "./words.ts";

export type Watched = Extract<Outcome, { kind: "watched" }>;

/** Whole sentences. */
export function watchedText({ number, commitSha, jobs, broken }: Watched): string {
  const red = `The repository's CI is red since ${commitSha} merged #${number}: ${jobs.map(code).join(", ")}.`;
  if (broken.length === 0)
    return `${red} Nothing here shows that the merge broke it: what these jobs run is not known here, or comes out alike with the merge and without it.`;
  const [hold, fail] = broken.length === 1 ? ["holds", "fails"] : ["hold", "fail"];
  return `${red} Run here, ${broken.map(code).join(", ")} ${hold} on the commit before the merge and ${fail} with it.`;
}

/** A new comment, because somebody has to act. */
export function renderRegression(issue: number, key: string, watched: Watched): string {
  return `${askMarker(issue, key)}\n**Regression.** ${watchedText(watched)} Revert #${watched.number}, or open an issue for what broke.`;
}
