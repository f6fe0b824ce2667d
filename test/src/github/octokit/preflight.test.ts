// What GitHub says before anything is spent: whether it would take a change, and as what.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { NAME, openWorld, REPOSITORY, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

it("says that a repository is private or archived, and that an issue is locked", async () => {
  const state = world.hub.repository(NAME);
  const standing = async () => (await world.github.source.find(REPOSITORY)).standing;
  expect(await standing()).toEqual({ isArchived: false, isDisabled: false, isPrivate: false });
  const admission = { admittedAt: "2030-01-02T00:00:00Z", textDigest: null };
  const isLocked = async () => await world.github.tickets.read(world.issue, admission);
  expect(await isLocked()).toMatchObject({ isLocked: false });
  Object.assign(state.issues.get(world.issue.number) ?? {}, { locked: true });
  expect(await isLocked()).toMatchObject({ isLocked: true });
  await expect(world.github.status.ask(world.issue, "q", "Is it?")).rejects.toMatchObject({
    fault: {
      status: 403,
      githubSaid: expect.stringMatching(/^Unable to create comment because issue is locked/),
    },
  });
  Object.assign(state, { archived: true, private: true });
  expect(await standing()).toEqual({ isArchived: true, isDisabled: false, isPrivate: true });
});

it("knows by the plan whether a pull request can be a draft, and opens an ordinary one where it is told to", async () => {
  const state = world.hub.repository(NAME);
  const has = () => world.github.pulls.hasDrafts(REPOSITORY);
  expect(await has()).toBe(true);
  state.drafts = false;
  expect(await has()).toBe(true);
  state.private = true;
  expect(await has()).toBe(false);
  const refused = world.github.pulls.publish(await world.publication());
  await expect(refused).rejects.toMatchObject({
    fault: { status: 422, githubSaid: expect.stringContaining("Draft pull requests are not supported") },
  });
  const opened = await world.github.pulls.publish(await world.publication(undefined, { draft: false }));
  expect(opened).toMatchObject({ kind: "published", isOurs: true });
  expect((await world.github.pulls.find(world.issue)).open?.isDraft).toBe(false);
});

it("tells what the installation did not grant", async () => {
  expect(await world.github.access.lacking()).toEqual({ slug: "issuewright", lacking: [] });
  await using narrow = await openWorld({ issues: "write", contents: "read", pull_requests: "write" });
  const app = await narrow.github.access.lacking();
  expect(app).toEqual({ slug: "issuewright", lacking: ["contents: write"] });
});

it("says which pull request a person closed while its branch is there, and opens another once that is gone", async () => {
  const branch = "issuewright/1-seconds-are-lost";
  const first = await world.github.pulls.publish(await world.publication());
  const number = first.kind === "published" ? first.pull.number : 0;
  await world.hub.asUser("ada").close({ repository: NAME, number });
  expect(await world.github.pulls.find(world.issue)).toMatchObject({ open: null, closed: number });
  const { git } = world.hub.repository(NAME);
  await git.text(["update-ref", "-d", `refs/heads/${branch}`]);
  expect(await world.github.pulls.find(world.issue)).toEqual({ open: null, closed: null, heads: {} });
  const second = await world.github.pulls.publish(await world.publication());
  expect(second).toMatchObject({ kind: "published", pull: { number: number + 1 } });
});
