// What people say in a repository, beside what a sweep knew of it: new comments, edited ones, and those that are gone.
import type { Changes, SeenComment, Survey } from "../../github/survey.ts";
import { editedAmong, type Gone, goneFrom, type Known, knownNow, shortOnes } from "./known.ts";
import type { Place } from "./sighting.ts";

export type Said = {
  /** Since the look before, oldest first, ours too. */
  comments: SeenComment[];
  edited: SeenComment[];
  gone: ReadonlyMap<number, Gone[]>;
  known: Known;
};

export function nothingSaid(known: Known): Said {
  return { comments: [], edited: [], gone: new Map(), known };
}

/** An edit of a comment leaves the list of issues as it is, so comments are asked for by themselves. */
export async function readSaid(
  { repository }: Place,
  { since, known }: { since: string; known: Known },
  { changes, survey }: { changes: Changes; survey: Survey },
): Promise<Said> {
  const comments = await survey.comments(repository, since);
  const counts = changes.kind === "changed" ? changes.counts : new Map<number, number>();
  const gone = new Map<number, Gone[]>();
  for (const number of shortOnes(comments, counts, known)) {
    const there = await survey.commentIds({ repository, number });
    gone.set(number, goneFrom(number, there, known));
  }
  const news = { counts, gone: [...gone.values()].flat() };
  return { comments, edited: editedAmong(comments, known), gone, known: knownNow(known, comments, news) };
}
