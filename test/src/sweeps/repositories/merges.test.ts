// Merges of our pull requests are watched by the commit that GitHub names, for as long as the rules say.
import { expect, it } from "@jest/globals";
import { DEFAULT_LABELS } from "../../../../src/domain/rules.ts";
import { baseCiEnded } from "../../../../src/sweeps/repositories/find/base-ci-ended.ts";
import { type KeptMerges, mergesNow, NO_MERGES } from "../../../../src/sweeps/repositories/merges.ts";

const HOUR_MS = 60 * 60_000;
const at = (hour: number) => new Date(Date.UTC(2026, 0, 2, hour)).toISOString();
const merged = { number: 3, isFor: 2, merged: { sha: "abc", at: at(1) } };
const refused = { number: 5, isFor: 4, merged: null };

type Said = { kept?: KeptMerges; hour?: number; watchMs?: number; ci?: string | null };

function look({ kept = NO_MERGES, hour = 2, watchMs = 24 * HOUR_MS, ci = "1 failure" }: Said = {}) {
  const place = {
    ...{ repository: { owner: "octo", name: "clock" }, installationId: 5, labels: DEFAULT_LABELS, hear: [] },
    ...{ installedAt: at(0), now: at(hour), before: null, graceMs: 0, watchMs },
  };
  const closed = kept === NO_MERGES ? [merged, refused] : [];
  return mergesNow(place, { kept, closed }, { endedCi: async () => ci });
}

it("have the end of their CI told once, and again where more of it ends", async () => {
  const first = await look();
  expect([...first.byIssue]).toEqual([[2, [{ pull: 3, headSha: "abc" }]]]);
  const { kept } = first;
  expect(kept.watched).toEqual([{ pull: 3, isFor: 2, sha: "abc", at: at(1) }]);
  expect([...(await look({ kept })).byIssue]).toEqual([]);
  expect([...(await look({ kept, ci: "1 failure\n2 success" })).byIssue.keys()]).toEqual([2]);
});

it.each([
  ["nothing has ended", { ci: null }],
  ["the rules watch nothing", { watchMs: 0 }],
  ["the time is over", { hour: 30 }],
])("ask for nothing where %s", async (_why, said) => {
  expect([...(await look(said)).byIssue]).toEqual([]);
});

it("are forgotten once the time is over", async () => {
  const { kept } = await look();
  expect((await look({ kept, hour: 30 })).kept.watched).toEqual([]);
});

it("are asked about as a webhook would, under the number of the pull request", () => {
  const place = {
    ...{ repository: { owner: "octo", name: "clock" }, installationId: 5, labels: DEFAULT_LABELS, hear: [] },
    ...{ installedAt: at(0), now: at(2), before: null, graceMs: 0, watchMs: HOUR_MS },
  };
  const recalled = { hasRun: false, lostRun: false, digest: null, askedAtMs: null, admittedAt: null };
  const sighting = {
    ...{ place, number: 2, recalled: { ...recalled, heard: new Set<string>() }, issue: null, request: null },
    ...{ spokeSince: false, comments: [], edited: [], deleted: [], pull: null },
    endedMerges: [{ pull: 3, headSha: "abc" }],
  };
  expect(baseCiEnded(sighting)).toEqual([
    {
      ...{ kind: "base-ci-ended", headSha: "abc", issue: { repository: place.repository, number: 3 } },
      ...{ asker: { kind: "machine", name: "ci" }, isBot: false, at: null, installationId: 5 },
      ...{ delivery: "sweep", occasion: null },
    },
  ]);
});
