// One look at one repository: asks GitHub for no more than what the finders may need.

import { hasLabel, type Labels } from "../../domain/rules.ts";
import type { Changes, SeenComment, SeenIssue, Survey } from "../../github/survey.ts";
import type { Recalled } from "../../queue/queue.ts";
import { mayLackRun } from "./find/labelled.ts";
import { editedAmong, type Gone, goneFrom, type Known, knownNow, shortOnes } from "./known.ts";
import type { Place, SeenPull, Sighting } from "./sighting.ts";

/** What is kept of a repository between two looks. */
export type Kept = {
  /** Of the list of changes. */
  tag: string | null;
  /** The changes before it were looked at; ISO 8601, by GitHub's clock. */
  since: string;
  /** The issues that have a label of ours. */
  ours: ReadonlyMap<number, SeenIssue>;
  closedPulls: ReadonlySet<number>;
  known: Known;
};

export type LookDeps = {
  survey: Survey;
  recall(number: number): Promise<Recalled>;
  /** Numbers of the issues here that have a run. */
  withRuns: ReadonlySet<number>;
};

/** `first`: nothing is kept yet. `changes`: since what is kept. */
export async function lookAt(
  place: Place,
  { kept, first, changes }: { kept: Kept; first: boolean; changes: Changes },
  deps: LookDeps,
): Promise<{ sightings: Sighting[]; kept: Kept }> {
  const { survey, withRuns, recall } = deps;
  const rows = changes.kind === "changed" ? changes.issues : [];
  const changed = new Map(rows.map((issue) => [issue.number, issue]));
  const ours = await oursAmong(place, { kept, first, changed }, survey);
  const [pulls, closedPulls] = pullsAmong(rows, kept.closedPulls);
  const isQuiet = changes.kind === "unchanged";
  const present = isQuiet || withRuns.size === 0 ? null : await readyHere(place, survey);
  const numbers = new Set([
    ...[...ours].filter(([number, issue]) => first || changed.has(number) || isAlone(issue)).map(([n]) => n),
    ...(isQuiet ? [] : [...pulls.keys(), ...withRuns]),
  ]);
  const said =
    numbers.size === 0 && ours.size === 0
      ? { ...NOTHING_SAID, known: kept.known }
      : await readSaid(place, kept, { changes, survey });
  const { comments, edited, gone } = said;
  for (const number of [...edited.map((comment) => comment.number), ...gone.keys()])
    if (ours.has(number)) numbers.add(number);
  const sightings: Sighting[] = [];
  for (const number of numbers) {
    // What was kept may be deleted since, and a run must not go on for it.
    const issue =
      changed.get(number) ?? (withRuns.has(number) ? present?.get(number) : ours.get(number)) ?? null;
    const recalled = await recall(number);
    const asked = issue === null ? NOBODY : await requestFor(issue, recalled, place, survey);
    const about = comments.filter((comment) => comment.number === number);
    const pull = await pullOf(pulls.get(number), { comments, place }, survey);
    const changedHere = edited.filter((comment) => comment.number === number);
    const found = { comments: about, edited: changedHere, deleted: gone.get(number) ?? [], pull };
    sightings.push({ place, number, recalled, issue, ...asked, ...found });
  }
  const tag = isQuiet ? kept.tag : changes.tag;
  const since = sinceNow(rows, kept);
  return { sightings, kept: { tag, since, ours, closedPulls, known: said.known } };

  function isAlone({ number, labels }: SeenIssue): boolean {
    return hasLabel(labels, place.labels.working) && !withRuns.has(number);
  }
}

/** GitHub's lists lag a little behind. */
const LAG_MS = 2 * 60_000;

function sinceNow([newest]: SeenIssue[], { since }: Kept): string {
  if (newest === undefined) return since;
  return new Date(Math.max(Date.parse(since), Date.parse(newest.updatedAt) - LAG_MS)).toISOString();
}

type Among = { kept: Kept; first: boolean; changed: ReadonlyMap<number, SeenIssue> };

/** At the first look all that carry a label of ours, however old; later those, as they changed. */
async function oursAmong(
  { repository, labels }: Place,
  { kept, first, changed }: Among,
  survey: Survey,
): Promise<Map<number, SeenIssue>> {
  const names = first ? [labels.ready, labels.working, labels.inReview] : [];
  const lists = await Promise.all(names.map((name) => survey.labelled(repository, name)));
  const all = new Map(
    [...kept.ours.values(), ...lists.flat(), ...changed.values()].map((each) => [each.number, each]),
  );
  return new Map([...all].filter(([, issue]) => !issue.isPull && isOurs(issue, labels)));
}

function isOurs({ labels: names, state }: SeenIssue, labels: Labels): boolean {
  if (hasLabel(names, labels.working) || hasLabel(names, labels.inReview)) return true;
  return state === "open" && hasLabel(names, labels.ready);
}

async function readyHere({ repository, labels }: Place, survey: Survey): Promise<Map<number, SeenIssue>> {
  const ready = await survey.labelled(repository, labels.ready);
  return new Map(ready.map((issue) => [issue.number, issue]));
}

/** Our changed pull requests by the issue that each is for: the newest of each. */
function pullsAmong(changed: SeenIssue[], before: ReadonlySet<number>) {
  const pulls = new Map<number, { pull: SeenIssue; wasClosed: boolean }>();
  const closed = new Set(before);
  for (const pull of changed.toSorted((a, b) => a.number - b.number)) {
    const number = pull.isPull ? pull.isFor : null;
    if (number === null) continue;
    pulls.set(number, { pull, wasClosed: before.has(pull.number) });
    if (pull.state === "closed") closed.add(pull.number);
    else closed.delete(pull.number);
  }
  return [pulls, closed] as const;
}

const NOTHING_SAID = { comments: [], edited: [], gone: new Map<number, Gone[]>() };

/** An edit of a comment leaves the list of issues as it is, so comments are asked for by themselves. */
async function readSaid(
  { repository }: Place,
  { since, known }: Kept,
  { changes, survey }: { changes: Changes; survey: Survey },
) {
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

const NOBODY = { request: null, spokeSince: false };

async function requestFor(issue: SeenIssue, recalled: Recalled, place: Place, survey: Survey) {
  if (!mayLackRun(issue, recalled, place)) return NOBODY;
  const ref = { repository: place.repository, number: issue.number };
  const request = await survey.request(ref, place.labels.ready);
  const isAsked = request !== null && recalled.askedAtMs === null;
  return { request, spokeSince: isAsked && (await survey.spokeSince(ref, request.at)) };
}

type Around = { comments: SeenComment[]; place: Place };

async function pullOf(
  found: { pull: SeenIssue; wasClosed: boolean } | undefined,
  { comments, place }: Around,
  survey: Survey,
): Promise<SeenPull | null> {
  if (found === undefined) return null;
  const { number, state } = found.pull;
  const reviews = state === "open" ? await survey.reviews({ repository: place.repository, number }) : [];
  return {
    number,
    state,
    wasClosed: found.wasClosed,
    reviews,
    comments: comments.filter((each) => each.number === number),
  };
}
