// What people are told where they are: how a run ended, and what they should know before anything ends.
import { z } from "zod";
import { Asker } from "./asker.ts";
import { Cap } from "./budget.ts";
import { Ended } from "./ended.ts";
import { IssueRef } from "./repository.ts";

export const Alert = z.discriminatedUnion("kind", [
  /** `share`: how much of the cap is spent; 1 is all of it. Told once of a run, of the first cap that comes so far. */
  z.object({
    kind: z.literal("budget-low"),
    runId: z.string(),
    issue: IssueRef,
    asker: Asker,
    cap: Cap,
    share: z.number(),
  }),
  /** A sweep has failed so many times in a row. `since`: ISO 8601, UTC. `programSaid`: why it failed last. */
  z.object({
    kind: z.literal("sweep-fails"),
    sweep: z.string(),
    times: z.int(),
    since: z.string(),
    programSaid: z.string(),
  }),
]);
export type Alert = z.infer<typeof Alert>;

export const News = z.discriminatedUnion("kind", [Ended, Alert]);
export type News = z.infer<typeof News>;

/** The same for the same news, however often it is told. Null: nothing tells one such occasion from the next. */
export function newsId(news: News): string | null {
  switch (news.kind) {
    case "ran":
      return `ended-${news.report.runId}`;
    case "never-began":
      return null;
    case "budget-low":
      return `budget-${news.runId}`;
    case "sweep-fails":
      return `sweep-${news.sweep}-${news.since}`;
    default:
      return news satisfies never;
  }
}

/** The person whose wish the news is about; null: no person, or no issue. */
export function askerOf(news: News): { login: string; issue: IssueRef } | null {
  const about =
    news.kind === "ran" ? news.job : news.kind === "budget-low" ? news : { issue: null, asker: null };
  if (about.issue === null || about.asker.kind !== "person") return null;
  return { login: about.asker.login, issue: about.issue };
}
