// What a sweep knows of the comments in a repository, so that it sees which were edited or deleted since.
import { z } from "zod";
import { isPlain } from "../../commands/index.ts";
import { wordsOf } from "../../domain/occasion.ts";
import type { SeenBy, SeenComment } from "../../github/survey.ts";

const KnownComment = z.object({
  ...{ id: z.int(), number: z.int(), login: z.string() },
  /** A digest of them; null: of no person. */
  words: z.string().nullable(),
  /** They ask for something in plain words. */
  isPlain: z.boolean(),
});

/** `counts`: of all comments on each issue. */
export const Known = z.object({
  comments: z.array(KnownComment),
  counts: z.array(z.tuple([z.int(), z.int()])),
});
export type Known = z.infer<typeof Known>;

export const NOTHING_KNOWN: Known = { comments: [], counts: [] };
const MOST = 2_000;

/** Those that say something else than they did, and ask for something now or did before. */
export function editedAmong(seen: SeenComment[], { comments }: Known): SeenComment[] {
  const before = new Map(comments.map((comment) => [comment.id, comment]));
  return seen.filter(({ id, text }) => {
    const known = before.get(id);
    if (known === undefined || known.words === null || known.words === wordsOf(text)) return false;
    return known.isPlain || isPlain(text);
  });
}

/** The issues that have fewer comments than there were and came. A list that lags may name more. */
export function shortOnes(seen: SeenComment[], counts: ReadonlyMap<number, number>, known: Known): number[] {
  const before = new Map(known.counts);
  const ids = new Set(known.comments.map(({ id }) => id));
  const came = (number: number) => seen.filter((each) => each.number === number && !ids.has(each.id)).length;
  return [...counts].flatMap(([number, count]) => {
    const were = before.get(number);
    return were !== undefined && count < were + came(number) ? [number] : [];
  });
}

/** `by`: who wrote it. */
export type Gone = { id: number; by: SeenBy };

/** `there`: the ids of all comments on the issue. */
export function goneFrom(number: number, there: ReadonlySet<number>, { comments }: Known): Gone[] {
  return comments
    .filter((comment) => comment.number === number && comment.isPlain && !there.has(comment.id))
    .map(({ id, login }) => ({ id, by: { login, ours: false, person: true } }));
}

/** With what was seen; the newest of it. */
export function knownNow(
  known: Known,
  seen: SeenComment[],
  { counts, gone }: { counts: ReadonlyMap<number, number>; gone: readonly Gone[] },
): Known {
  const all = new Map(known.comments.map((comment) => [comment.id, comment]));
  for (const { id, number, by, text } of seen) {
    const words = by.person ? wordsOf(text) : null;
    all.set(id, { id, number, login: by.login, words, isPlain: by.person && isPlain(text) });
  }
  for (const { id } of gone) all.delete(id);
  const newest = [...all.values()].toSorted((a, b) => a.id - b.id).slice(-MOST);
  return { comments: newest, counts: [...new Map([...known.counts, ...counts])].slice(-MOST) };
}
