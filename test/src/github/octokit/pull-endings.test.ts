// How our pull requests ended, as GitHub tells it, and the branch that a merge leaves behind.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { NAME, openWorld, REPOSITORY, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const BRANCH = "issuewright/1-seconds-are-lost";

async function opened() {
  const published = await world.github.pulls.publish(await world.publication());
  if (published.kind !== "published") throw new Error("nothing was published");
  const { number } = published.pull;
  return { number, headSha: published.commitSha, at: { repository: NAME, number } };
}

it("is told with the commit of a merge, whose branch goes where nobody pushed to it since", async () => {
  const { number, headSha, at } = await opened();
  const { pulls } = world.github;
  expect(await pulls.endingOf(REPOSITORY, number)).toEqual({ kind: "open" });
  const base = await world.github.source.branchSha(REPOSITORY, "main");
  await world.hub.asUser("ada").merge(at);
  const commitSha = world.hub.repository(NAME).issues.get(number)?.pull?.mergeCommitSha;
  expect(await pulls.endingOf(REPOSITORY, number)).toEqual({
    ...{ kind: "merged", into: "main", commitSha, branch: BRANCH, headSha },
    ...{ at: expect.any(String), issue: 1 },
  });
  expect(await pulls.beforeMerge(REPOSITORY, { pull: number, commitSha: commitSha ?? "" })).toBe(base);
  expect(await pulls.refusedFor(world.issue)).toBeNull();
  await pulls.deleteBranch(REPOSITORY, BRANCH, "0".repeat(40));
  expect((await pulls.find(world.issue)).heads).toEqual({ [BRANCH]: headSha });
  for (const _ of [1, 2]) await pulls.deleteBranch(REPOSITORY, BRANCH, headSha);
  expect((await pulls.find(world.issue)).heads).toEqual({});
});

it("is told with the newest of the commits that a rebase made, and with the commit before all of them", async () => {
  const { number, at } = await opened();
  const { pulls, source } = world.github;
  const ada = world.hub.asUser("ada");
  const head = await ada.push(NAME, BRANCH, { "b.txt": "b\n" });
  const base = await source.branchSha(REPOSITORY, "main");
  await ada.merge(at, "rebase");
  const newest = (await source.branchSha(REPOSITORY, "main")) ?? "";
  expect(await pulls.endingOf(REPOSITORY, number)).toMatchObject({
    commitSha: newest,
    headSha: head,
    issue: 1,
  });
  expect(newest).not.toBe(head);
  expect(await pulls.beforeMerge(REPOSITORY, { pull: number, commitSha: newest })).toBe(base);
});

it("is told with the one commit that a squash made, and with the commit before it", async () => {
  const { number, at } = await opened();
  const { pulls, source } = world.github;
  const ada = world.hub.asUser("ada");
  await ada.push(NAME, BRANCH, { "b.txt": "b\n" });
  const base = await source.branchSha(REPOSITORY, "main");
  await ada.merge(at, "squash");
  const commitSha = (await source.branchSha(REPOSITORY, "main")) ?? "";
  expect(await pulls.endingOf(REPOSITORY, number)).toMatchObject({ commitSha, issue: 1 });
  expect(await pulls.beforeMerge(REPOSITORY, { pull: number, commitSha })).toBe(base);
});

it("is as far from our commit as what people changed in the files that we touched", async () => {
  const { hub, github } = world;
  await hub.asUser("ada").push(NAME, "main", { "gone.js": "old\n" });
  const ours = { "a.js": "one\ntwo\nthree\n", "b.js": "four\n", "gone.js": null };
  const published = await github.pulls.publish(await world.publication(ours));
  if (published.kind !== "published") throw new Error("nothing was published");
  const { pull, commitSha: headSha } = published;
  await hub.asUser("ada").push(NAME, BRANCH, { "a.js": "one\nthree\n2\n", "c.js": "not ours\n" });
  await hub.asUser("ada").push(NAME, "main", { "d.js": "of the base\n" });
  await hub.asUser("ada").merge({ repository: NAME, number: pull.number });
  const commitSha = (await github.source.branchSha(REPOSITORY, "main")) ?? "";
  const between = { headSha, commitSha };
  expect(await github.pulls.mergedLines(REPOSITORY, between)).toEqual({ ours: 4, changed: 2 });
  expect(await github.pulls.mergedLines(REPOSITORY, { ...between, commitSha: "0".repeat(40) })).toBeNull();
});

it("is no draft any more once it was marked as ready, however often", async () => {
  const { number } = await opened();
  for (const _ of [1, 2]) await world.github.pulls.markReady(REPOSITORY, number);
  expect((await world.github.pulls.find(world.issue)).open).toMatchObject({ number, isDraft: false });
});

it("is a draft again where a person made it one after it was ready, and not where we never did", async () => {
  const { number, at } = await opened();
  const { pulls } = world.github;
  const isAgain = () => pulls.isDraftAgain(REPOSITORY, number);
  expect(await isAgain()).toBe(false);
  await pulls.markReady(REPOSITORY, number);
  expect(await isAgain()).toBe(false);
  await world.hub.asUser("ada").makeDraft(at);
  expect(await isAgain()).toBe(true);
  await world.hub.asUser("ada").markReady(at);
  expect(await isAgain()).toBe(false);
});

it("is a refusal where a person closed it, also once its branch is gone", async () => {
  const { number, at } = await opened();
  const { pulls } = world.github;
  expect(await pulls.refusedFor(world.issue)).toBeNull();
  await world.hub.asUser("ada").close(at);
  await world.hub.asUser("ada").deleteBranch(NAME, BRANCH);
  expect([await pulls.endingOf(REPOSITORY, number), await pulls.refusedFor(world.issue)]).toEqual([
    { kind: "closed" },
    number,
  ]);
  expect([await pulls.endingOf(REPOSITORY, 99), (await pulls.find(world.issue)).closed]).toEqual([
    null,
    null,
  ]);
});
