// After a merge, a job that is red since then is tried here: what the merge broke is told on the issue, once.
import { expect, it } from "@jest/globals";
import type { CiDetails } from "../../../../src/domain/ci.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { project } from "../../../support/script.ts";

const WORKFLOW = "name: CI\njobs:\n  style:\n    steps:\n      - run: npm run style\n";
const WATCH = {
  ...({ kind: "watch", textDigest: null, vouches: false, merged: 2 } as const),
  asker: { kind: "machine", name: "ci" },
} as const;

/** The draft was merged, its issue is closed, and the style is red on main since then. */
async function merged(style: RegExp) {
  const world: World = openWorld({
    files: { ...project, ".github/workflows/ci.yml": WORKFLOW },
    machine: commands({
      "npm run style": async (_command, files) =>
        style.test(files.get("src/sum.js") ?? "")
          ? { exitStatus: 1, output: "no\n" }
          : { exitStatus: 0, output: "" },
    }),
  });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  const head = world.repository.branches.get(world.pull().branch) ?? "";
  const { tree } = world.repository.commit(head);
  const sha = world.repository.push("main", Object.fromEntries(tree));
  Object.assign(world.pull(), { state: "closed", mergedBy: sha });
  world.issue.state = "closed";
  world.issue.labels.delete("ai-in-review");
  const job = { id: 7, name: "style", app: "github-actions", url: null, end: "failed" } as const;
  const details: CiDetails = {
    failedStep: "Run npm run style",
    failedIn: "project",
    attempt: 1,
    workflow: "CI",
  };
  world.github.ci.push({ sha, job, details, log: null });
  const asked = world.models.requests.length;
  return { world, sha, requests: () => world.models.requests.length - asked };
}

it("is told of on the issue where what it runs holds before the merge and fails with it", async () => {
  const { world, sha, requests } = await merged(/, 0\)/);
  for (const _ of [1, 2])
    expect(await world.outcome(WATCH)).toEqual({
      ...{ kind: "watched", number: 2, commitSha: sha, jobs: ["style"], broken: ["npm run style"] },
    });
  expect([requests(), world.labels(), world.github.pulls.size]).toEqual([0, ["ai-ready"], 1]);
  expect(world.shown()).toMatchInlineSnapshot(
    `"**Regression.** The repository's CI is red since 213ac634c28e15fe5f91d63e56b567db1bad1aef merged #2: \`style\`. Run here, \`npm run style\` holds on the commit before the merge and fails with it."`,
  );
  expect(world.issue.ours.get(`regression-${sha}`)).toMatchInlineSnapshot(`
"<!-- issuewright:ask issue=1 key=regression-213ac634c28e15fe5f91d63e56b567db1bad1aef -->
**Regression.** The repository's CI is red since 213ac634c28e15fe5f91d63e56b567db1bad1aef merged #2: \`style\`. Run here, \`npm run style\` holds on the commit before the merge and fails with it. Revert #2, or open an issue for what broke."
`);
  expect(world.sticky()).toContain("- **AC1** sum([]) is 0");
});

it("is said to be unshown where what it runs holds with the merge, too", async () => {
  const { world, sha } = await merged(/never/);
  expect(await world.outcome(WATCH)).toMatchObject({ kind: "watched", broken: [] });
  expect(world.issue.ours.has(`regression-${sha}`)).toBe(false);
  expect(world.shown()).toContain("Nothing here shows that the merge broke it");
});

it("asks for nothing where it is green again by then", async () => {
  const { world, requests } = await merged(/, 0\)/);
  world.github.ci.length = 0;
  expect(await world.outcome(WATCH)).toEqual({ kind: "no-change", reason: { kind: "ci-not-red" } });
  expect(requests()).toBe(0);
});
