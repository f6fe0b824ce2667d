// A repository that is renamed while we work on it is the same one, under the name that we know as well as under the new one.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { digest } from "../../../../src/domain/job.ts";
import { issueKey } from "../../../../src/domain/naming.ts";
import { NAME, openWorld, REPOSITORY, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

it("is read, written to and fetched under the old name", async () => {
  const { github, hub, issue } = world;
  const publication = await world.publication();
  const { id } = hub.repository(NAME);
  hub.rename(NAME, "watch");
  const textDigest = digest("Seconds are lost", "Whole ones.");
  const admission = { admittedAt: new Date(world.ourClock.now()).toISOString(), textDigest };
  expect(await github.tickets.read(issue, admission)).toMatchObject({
    ...{ kind: "read", ticket: { body: "Whole ones." } },
  });
  await github.status.writeNotice(issue, "<!-- a notice -->\nStill here.");
  expect(await github.pulls.publish(publication)).toMatchObject({ kind: "published" });
  const { git } = await github.source.find({ ...REPOSITORY, id });
  const fetched = await fetch(`${git.url}/info/refs?service=git-upload-pack`, {
    headers: { authorization: (await git.authorization()) ?? "" },
  });
  expect([fetched.status, fetched.url.includes("/octo/watch.git/")]).toEqual([200, true]);
  expect(hub.repository("octo/watch").comments.map(({ body }) => body)).toEqual([
    "<!-- a notice -->\nStill here.",
  ]);
});

it("has one key under both names, and another repository under the old name has another", () => {
  const named = (name: string, id: number) =>
    issueKey({ repository: { id, owner: "octo", name }, number: 12 });
  expect([named("clock", 7), named("watch", 7), named("clock", 8)]).toEqual([
    "id-7#12",
    "id-7#12",
    "id-8#12",
  ]);
});
