// One look at one repository: asks GitHub for no more than what the finders may need.

import { hasLabel, type Labels } from "../../domain/rules.ts";
import type { Changes, SeenIssue, Survey } from "../../github/survey.ts";
import type { Recalled } from "../../queue/queue.ts";
import { isNewCommand } from "./find/comments.ts";
import { waitsForWebhook } from "./find/edited.ts";
import { mayLackRun } from "./find/labelled.ts";
import type { Known } from "./known.ts";
import { type KeptMerges, mergesNow } from "./merges.ts";
import { type KeptPulls, pullsNow, seePull } from "./pulls.ts";
import { nothingSaid, readSaid, type Said } from "./said.ts";
import type { Place, Sighting } from "./sighting.ts";

/** What is kept of a repository between two looks. */
export type Kept = {
  /** Of the list of changes. */
  tag: string | null;
  /** The changes before it were looked at; ISO 8601, by GitHub's clock. */
  since: string;
  /** The issues that have a label of ours. */
  ours: ReadonlyMap<number, SeenIssue>;
  pulls: KeptPulls;
  merges: KeptMerges;
  known: Known;
};

export type LookDeps = {
  survey: Survey;
  recall(number: number): Promise<Recalled>;
  /** Numbers of the issues here that have a run. */
  withRuns: ReadonlySet<number>;
};

/** `first`: of this process. `changes`: since what is kept. */
export async function lookAt(
  place: Place,
  { kept, first, changes }: { kept: Kept; first: boolean; changes: Changes },
  deps: LookDeps,
): Promise<{ sightings: Sighting[]; kept: Kept }> {
  const { survey, withRuns, recall } = deps;
  const isQuiet = changes.kind === "unchanged";
  const rows = isQuiet ? [] : changes.issues;
  const changed = new Map(rows.map((issue) => [issue.number, issue]));
  const ours = await oursAmong(place, { kept, first, changed }, survey);
  const { since: last } = kept;
  const pulls = await pullsNow(
    place,
    { kept: kept.pulls, rows, since: last, mayBeOpen: ours.size > 0 },
    survey,
  );
  const merges = await mergesNow(place, { kept: kept.merges, closed: pulls.closed }, survey);
  const present = isQuiet || withRuns.size === 0 ? null : await readyHere(place, survey);
  const mayAsk = new Set([
    ...[...ours].filter(([number, issue]) => first || changed.has(number) || isAlone(issue)).map(([n]) => n),
    ...(isQuiet ? [] : withRuns),
  ]);
  const maySay = mayAsk.size + ours.size + pulls.byIssue.size > 0 || (!isQuiet && place.before !== null);
  const said = maySay ? await readSaid(place, kept, { changes, survey }) : nothingSaid(kept.known);
  for (const number of saidOn(said)) if (ours.has(number)) mayAsk.add(number);
  const numbers = new Set([...mayAsk, ...commandedOn(said), ...withPull(), ...merges.byIssue.keys()]);
  const sightings: Sighting[] = [];
  const ended: [string, string][] = [];
  for (const number of numbers) {
    const issue = issueNow(number);
    const recalled = await recall(number);
    const asked =
      issue !== null && mayAsk.has(number) ? await requestFor(issue, recalled, place, survey) : NOBODY;
    const found = pulls.byIssue.get(number);
    const around = { place, comments: said.comments, ended: kept.pulls.ended };
    const seen = found === undefined ? { pull: null, ended: [] } : await seePull(found, around, survey);
    ended.push(...seen.ended);
    const endedMerges = merges.byIssue.get(number) ?? [];
    const of = { ...about(number), pull: seen.pull, endedMerges };
    sightings.push({ place, number, recalled, issue, ...asked, ...of });
  }
  const tag = isQuiet || sightings.some(waitsForWebhook) ? kept.tag : changes.tag;
  const keptPulls = { ...pulls.kept, ended: new Map(ended) };
  const since = sinceNow(rows, kept);
  return { sightings, kept: { tag, since, ours, pulls: keptPulls, merges: merges.kept, known: said.known } };

  function isAlone({ number, labels }: SeenIssue): boolean {
    return hasLabel(labels, place.labels.working) && !withRuns.has(number);
  }

  /** What was kept may be deleted since, and a run must not go on for it. */
  function issueNow(number: number): SeenIssue | null {
    const known = present !== null && withRuns.has(number) ? present : ours;
    return changed.get(number) ?? known.get(number) ?? null;
  }

  /** Where nothing changed, nobody knows whether an issue that is not kept is still there. */
  function withPull(): number[] {
    return [...pulls.byIssue.keys()].filter(
      (number) => !isQuiet || ours.has(number) || !withRuns.has(number),
    );
  }

  /** On issues without a label of ours. */
  function commandedOn({ comments }: Said): number[] {
    const commands = comments.filter((comment) => isNewCommand(comment, place.before));
    return commands.map(({ number }) => number).filter((number) => changed.get(number)?.isPull === false);
  }

  function about(number: number) {
    return {
      comments: said.comments.filter((comment) => comment.number === number),
      edited: said.edited.filter((comment) => comment.number === number),
      deleted: said.gone.get(number) ?? [],
    };
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

function saidOn({ edited, gone }: Said): number[] {
  return [...edited.map(({ number }) => number), ...gone.keys()];
}

const NOBODY = { request: null, spokeSince: false };

async function requestFor(issue: SeenIssue, recalled: Recalled, place: Place, survey: Survey) {
  if (!mayLackRun(issue, recalled, place)) return NOBODY;
  const ref = { repository: place.repository, number: issue.number };
  const request = await survey.request(ref, place.labels.ready);
  const isAsked = request !== null && recalled.askedAtMs === null;
  return { request, spokeSince: isAsked && (await survey.spokeSince(ref, request.at)) };
}
