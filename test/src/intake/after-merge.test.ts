// The CI of a commit that merged our pull request: what is red there, and not before it, is looked into.
import { expect, it } from "@jest/globals";
import type { CiEnd } from "../../../src/domain/ci.ts";
import { whatMergeAsks } from "../../../src/intake/after-merge.ts";
import { anIntent } from "../../support/builders.ts";
import { openWorld } from "../../support/ports/world.ts";

const REPOSITORY = { owner: "octo", name: "duration" };
const HOUR_MS = 60 * 60_000;
/** An hour after the merge. */
const NOW_MS = Date.parse("2026-01-02T04:04:05Z");

type Said = { onMerge: CiEnd | null; before?: CiEnd; branch?: string; watchMs?: number; mergedBy?: string };

async function asked({
  onMerge,
  before,
  branch = "issuewright/1-t",
  watchMs = 24 * HOUR_MS,
  mergedBy,
}: Said) {
  const { ports, github, repository } = openWorld();
  const parent = repository.push("main", { "a.txt": "1" });
  const headSha = repository.push("main", { "a.txt": "2" });
  const text = { title: "", body: "", threads: [], answers: [], resolved: [] };
  const pull = { number: 2, branch, into: "main", draft: false, ...text };
  github.pulls.set(2, { ...pull, state: "closed", mergedBy: mergedBy ?? headSha });
  const job = { id: 1, name: "test", app: "github-actions", url: null };
  const details = { failedStep: "Run npm test", failedIn: "project" as const, attempt: 1, workflow: "CI" };
  github.ci.push({ sha: headSha, job: { ...job, end: onMerge }, details, log: null });
  if (before !== undefined)
    github.ci.push({ sha: parent, job: { ...job, id: 2, end: before }, details, log: null });
  const place = anIntent("label", { issue: { repository: REPOSITORY, number: 2 } });
  const intent = { ...place, kind: "base-ci-ended" as const, headSha };
  return whatMergeAsks(intent, { github: ports.github, watchMs, nowMs: NOW_MS });
}

it("is a look at the merge, for the issue of its pull request", async () => {
  expect(await asked({ onMerge: "failed", before: "passed" })).toMatchObject({
    ...{ kind: "run", job: "watch", merged: 2, issue: { repository: REPOSITORY, number: 1 } },
    occasion: { kind: "ci", asks: "watch" },
  });
});

it.each([
  ["it is green", { onMerge: "passed" }],
  ["it still runs", { onMerge: null }],
  ["it was red before the merge, too", { onMerge: "failed", before: "failed" }],
  ["another commit merged the pull request", { onMerge: "failed", mergedBy: "another" }],
  ["the pull request is none of ours", { onMerge: "failed", branch: "by-hand" }],
  ["the rules say that nothing is watched", { onMerge: "failed", watchMs: 0 }],
  ["the time is over", { onMerge: "failed", watchMs: HOUR_MS / 2 }],
] satisfies [string, Said][])("asks for nothing where %s", async (_why, said) => {
  expect(await asked(said)).toMatchObject({ kind: "base-ci-ended" });
});
