// What the soak left: outcomes, pull requests, orphans, lost words and money paid twice.
import { createHash } from "node:crypto";
import { listRefs } from "../../local/github/git.ts";
import type { House } from "../../test/support/house.ts";
import { seen } from "../../test/support/story.ts";
import { type Ends, pullFor, type Told } from "./people.ts";

export type Line = { what: string; count: number; isFault: boolean };

export async function tally(house: House, told: Told[], ends: Ends): Promise<Line[]> {
  const all = [...ends.values()].flat();
  const byRun = Map.groupBy(all, ({ runId }) => runId);
  const kinds = Object.entries(Object.groupBy(all, ({ outcome }) => outcome));
  const issues = told.map(({ number }) => {
    const address = { repository: house.repository, number };
    return { number, ...seen(house, address), last: ends.get(number)?.at(-1)?.outcome ?? "" };
  });
  const of = (is: (issue: (typeof issues)[number]) => boolean) => issues.filter(is).length;
  const { comments, issues: everything, git } = house.github.repository(house.repository);
  const ours = comments.filter(({ body, viaApp }) => viaApp && body.startsWith("<!-- issuewright:sticky"));
  const pulls = [...everything.values()].filter(({ pull }) => pull !== null);
  const heads = new Set(pulls.map(({ pull }) => pull?.head));
  const branches = [...(await listRefs(git, "refs/heads/issuewright/")).keys()];
  const fault = (what: string, count: number): Line => ({ what, count, isFault: count > 0 });
  return [
    ...kinds.map(([kind, runs]) => ({ what: `ended ${kind}`, count: runs?.length ?? 0, isFault: false })),
    fault("runs with more than one outcome", [...byRun.values()].filter((ended) => ended.length > 1).length),
    fault("issues whose people were not heard", told.filter(({ unheard }) => unheard).length),
    fault(
      "issues that show no outcome",
      of(({ shown }) => !/^\*\*(?!Working|Waiting|Starting)/.test(shown)),
    ),
    fault(
      "issues that say a run is at work",
      of(({ labels }) => labels.includes("ai-working")),
    ),
    fault(
      "issues with more than one comment of the run",
      of(({ number }) => ours.filter((each) => each.issue === number).length > 1),
    ),
    fault(
      "issues that say no pull request, though one is there",
      of(
        ({ number, last }) =>
          ["no-change", "failed"].includes(last) &&
          pullFor(house, number) !== null &&
          ends.get(number)?.length === 1,
      ),
    ),
    fault(
      "issues with more than one pull request",
      told.length === 0 ? 0 : moreThanOne(pulls.map(({ body }) => /issue=(\d+)/.exec(body ?? "")?.[1])),
    ),
    fault(
      "branches without a pull request",
      branches.filter((ref) => !heads.has(ref.slice("refs/heads/".length))).length,
    ),
    { what: "requests to the model", count: house.model.requests.length, isFault: false },
    { what: "of them asked before in the same words", count: repeated(house), isFault: false },
  ];
}

function moreThanOne(issues: (string | undefined)[]): number {
  return [...Map.groupBy(issues, (issue) => issue).values()].filter((all) => all.length > 1).length;
}

/** A killed worker's last question is asked again, because its answer never came. */
function repeated(house: House): number {
  const digests = house.model.requests.map(({ raw }) => createHash("sha256").update(raw).digest("hex"));
  return digests.length - new Set(digests).size;
}
