// Our pull requests in a repository, beside what a sweep knew of them: which are open, which changed, what was said, what ended.
import type { SeenClosedPull, SeenComment, SeenIssue, SeenOpenPull, Survey } from "../../github/survey.ts";
import type { Place, SeenPull } from "./sighting.ts";

/** What is kept of them between two looks. */
export type KeptPulls = {
  closed: ReadonlySet<number>;
  /** `tag`: of the list. */
  open: { tag: string | null; pulls: SeenOpenPull[] };
  /** What of their CI had ended, by the number of the pull request and its head. */
  ended: ReadonlyMap<string, string>;
};

export const NO_PULLS: KeptPulls = {
  closed: new Set(),
  open: { tag: null, pulls: [] },
  ended: new Map(),
};

/** `headSha` null: it is not in the list of those that are open. */
export type PullNow = Pick<SeenPull, "number" | "state" | "wasClosed"> & { headSha: string | null };

/**
 * By the issue that each is for, the newest of each: those that are open, and those among `rows`, which changed since
 * `since`. `closed`: those among them that are closed by now.
 */
export async function pullsNow(
  { repository }: Place,
  { kept, rows, since, mayBeOpen }: { kept: KeptPulls; rows: SeenIssue[]; since: string; mayBeOpen: boolean },
  survey: Survey,
): Promise<{ byIssue: Map<number, PullNow>; closed: SeenClosedPull[]; kept: KeptPulls }> {
  const changed = rows.filter(({ isPull, by }) => isPull && by.ours).toSorted((a, b) => a.number - b.number);
  const isAsked = mayBeOpen || changed.length > 0 || kept.open.pulls.length > 0;
  const list = isAsked ? await survey.openPulls(repository, kept.open.tag) : { kind: "unchanged" as const };
  const open = list.kind === "unchanged" ? kept.open : { tag: list.tag, pulls: list.pulls };
  const mayBeClosed = changed.some(({ state }) => state === "closed");
  const nowClosed = mayBeClosed ? await survey.closedPulls(repository, since) : [];
  const isFor = new Map(
    [...kept.open.pulls, ...open.pulls, ...nowClosed].map((each) => [each.number, each.isFor]),
  );
  const byIssue = new Map<number, PullNow>();
  for (const { number, isFor: issue, headSha } of open.pulls.toSorted((a, b) => a.number - b.number))
    byIssue.set(issue, { number, state: "open", wasClosed: kept.closed.has(number), headSha });
  const closed = new Set(kept.closed);
  for (const { number, state } of changed) {
    const issue = isFor.get(number);
    if (issue === undefined) continue;
    if (state === "closed") closed.add(number);
    else closed.delete(number);
    const known = byIssue.get(issue);
    if (known !== undefined && known.number > number) continue;
    const headSha = known?.number === number ? known.headSha : null;
    byIssue.set(issue, { number, state, wasClosed: kept.closed.has(number), headSha });
  }
  return { byIssue, closed: nowClosed, kept: { closed, open, ended: kept.ended } };
}

/** `ended`: as it was; answers also what it is now, under the same name. */
export async function seePull(
  { number, state, wasClosed, headSha }: PullNow,
  { place, comments, ended }: { place: Place; comments: SeenComment[]; ended: ReadonlyMap<string, string> },
  survey: Survey,
): Promise<{ pull: SeenPull; ended: [name: string, ci: string][] }> {
  const { repository } = place;
  const isOpen = state === "open";
  const reviews = isOpen ? await survey.reviews({ repository, number }) : [];
  const ci = isOpen && headSha !== null ? await survey.endedCi(repository, headSha) : null;
  const name = `${number} ${headSha}`;
  const hasEnded = ci !== null && ci !== ended.get(name);
  const said = comments.filter((each) => each.number === number);
  return {
    pull: { number, state, wasClosed, reviews, comments: said, endedOn: hasEnded ? headSha : null },
    ended: ci === null ? [] : [[name, ci]],
  };
}
