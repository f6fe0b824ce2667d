// A repository that is renamed while we work on it is the same one, under the name that we know as well as under the new one.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { digest } from "../../../../src/domain/job.ts";
import { issueKey } from "../../../../src/domain/naming.ts";
import { noticeMarker } from "../../../../src/messages/marker.ts";
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

it("is written to by the installation of its new owner where it was transferred, and read there from then on", async () => {
  const { github, hub, issue } = world;
  await hub.createRepository({ owner: "acme", name: "other" });
  await hub.createRepository({ owner: "octo", name: "stays" });
  await github.status.writeNotice(issue, "<!-- a notice -->\nWorking.");
  hub.transfer(NAME, "acme");
  await github.status.writeNotice(issue, "<!-- a notice -->\nEnded.");
  expect(hub.repository("acme/clock").comments.map(({ body }) => body)).toEqual([
    "<!-- a notice -->\nEnded.",
  ]);
  expect(await github.tickets.state(issue)).toMatchObject({ state: "open" });
  const stays = { owner: "octo", name: "stays" };
  expect(await github.source.branchSha(stays, "main")).toBeNull();
});

it("is read and fetched under its former name first thing after it was transferred, by the installation of its new owner", async () => {
  const { github, hub } = world;
  await hub.createRepository({ owner: "acme", name: "other" });
  const { id } = hub.repository(NAME);
  hub.transfer(NAME, "acme");
  const { git, headSha } = await github.source.find({ ...REPOSITORY, id });
  const fetched = await fetch(`${git.url}/info/refs?service=git-upload-pack`, {
    headers: { authorization: (await git.authorization()) ?? "" },
    redirect: "manual",
  });
  expect([headSha === null, git.url.endsWith("/acme/clock.git"), fetched.status]).toEqual([false, true, 200]);
});

it("ends in GitHub's refusal where the app is not installed for the new owner, and is found again once it is", async () => {
  const { github, hub, issue } = world;
  const notice = (text: string) => `${noticeMarker(issue.number)}\n${text}`;
  await github.status.writeNotice(issue, notice("Working."));
  hub.addUser("acme");
  hub.transfer(NAME, "acme");
  const ended = github.status.writeNotice(issue, notice("Ended."));
  await expect(ended).rejects.toMatchObject({ fault: { kind: "github-refused", status: 404 } });
  hub.install("acme");
  await github.status.writeNotice(issue, notice("Ended."));
  expect(hub.repository("acme/clock").comments).toMatchObject([{ body: notice("Ended.") }]);
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
