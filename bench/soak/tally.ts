// What the soak left: outcomes, pull requests, branches, and words that were lost or said twice.
import { listRefs } from "../../local/github/git.ts";
import { seen } from "../../test/support/story.ts";
import { moreCriterion } from "../../test/support/versions.ts";
import { type Ends, pullFor, type Told } from "./people.ts";
import type { Place } from "./place.ts";

export type Line = { what: string; count: number; isFault: boolean };

type Seen = Pick<Place, "github" | "repository">;

export async function tally(place: Seen, told: Told[], ends: Ends): Promise<Line[]> {
  const all = [...ends.values()].flat();
  const byRun = [...Map.groupBy(all, ({ runId }) => runId).values()];
  const kinds = Object.entries(Object.groupBy(all, ({ outcome }) => outcome));
  const fault = (what: string, count: number): Line => ({ what, count, isFault: count > 0 });
  return [
    { what: "runs", count: byRun.length, isFault: false },
    ...kinds.map(([kind, runs = []]) => ({
      what: `ended ${kind}`,
      count: new Set(runs.map(({ runId }) => runId)).size,
      isFault: false,
    })),
    fault(
      "runs with two outcomes",
      byRun.filter((each) => new Set(each.map(({ facts }) => facts)).size > 1).length,
    ),
    fault("issues whose people were not heard", told.filter(({ unheard }) => unheard).length),
    ...onIssues(place, told, ends).map(([what, count]) => fault(what, count)),
    ...saidTwice(place).map(([what, count]) => fault(what, count)),
    fault("issues with two pull requests", doubled(pullsOf(place).map(({ body }) => issueIn(body)))),
    fault("branches without a pull request, of which the issue does not speak", await branchesAlone(place)),
  ];
}

type Count = [what: string, count: number];

function onIssues(place: Seen, told: Told[], ends: Ends): Count[] {
  const issues = told.map(({ number, moment }) => {
    const address = { repository: place.repository, number };
    const runs = ends.get(number) ?? [];
    return { number, moment, ...seen(place, address), runs, last: runs.at(-1)?.outcome ?? "" };
  });
  const of = (is: (issue: (typeof issues)[number]) => boolean) => issues.filter(is).length;
  const ended = new Set(["opened", "revised", "no-change"]);
  return [
    ["issues that show no outcome", of(({ shown }) => !/^\*\*(?!Working|Waiting|Starting)/.test(shown))],
    ["issues that say a run is at work", of(({ labels }) => labels.includes("ai-working"))],
    [
      "issues that say no pull request, though one is there",
      of(
        ({ number, last, runs }) =>
          ["no-change", "failed"].includes(last) &&
          pullFor(place, number) !== null &&
          runs.every(({ outcome }) => outcome === last),
      ),
    ],
    [
      "comments that are in no spec",
      of(
        ({ moment, last, sticky }) =>
          moment === "refine" && ended.has(last) && !sticky.includes(moreCriterion),
      ),
    ],
    [
      "review threads without an answer",
      of(
        ({ moment, runs, last, number }) =>
          moment === "review" && runs.length > 1 && ended.has(last) && answersFor(place, number).length === 0,
      ),
    ],
    ["review threads with two answers", of(({ number }) => answersFor(place, number).length > 1)],
  ];
}

function answersFor(place: Seen, issue: number) {
  const pull = pullFor(place, issue)?.number;
  const { reviewComments } = place.github.repository(place.repository);
  return reviewComments.filter((each) => each.pull === pull && each.inReplyTo !== null);
}

/** By the marker: one comment of ours for each. */
function saidTwice(place: Seen): Count[] {
  const { comments } = place.github.repository(place.repository);
  const ours = comments.filter(({ viaApp }) => viaApp);
  const marks = ours.map(({ issue, body }) => `${issue} ${body.split("\n", 1)[0]}`);
  return [["comments of ours that are there twice", doubled(marks)]];
}

function pullsOf(place: Seen) {
  const { issues } = place.github.repository(place.repository);
  return [...issues.values()].flatMap((issue) => (issue.pull === null ? [] : { ...issue, pull: issue.pull }));
}

function issueIn(body: string | null): string {
  return /issue=(\d+)/.exec(body ?? "")?.[1] ?? "";
}

async function branchesAlone(place: Seen): Promise<number> {
  const { git } = place.github.repository(place.repository);
  const heads = new Set(pullsOf(place).map(({ pull }) => pull.head));
  const branches = [...(await listRefs(git, "refs/heads/issuewright/")).keys()];
  const { comments } = place.github.repository(place.repository);
  const isSaid = (branch: string) =>
    comments.some(({ body, viaApp }) => viaApp && body.includes(`\`${branch}\``));
  return branches
    .map((ref) => ref.slice("refs/heads/".length))
    .filter((branch) => !heads.has(branch) && !isSaid(branch)).length;
}

function doubled(all: string[]): number {
  return [...Map.groupBy(all, (each) => each).values()].filter((same) => same.length > 1).length;
}
