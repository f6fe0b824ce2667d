// What the adapter does when GitHub is slow, failing, limiting or refusing.
import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { awayFor, PermanentError } from "../../../../src/domain/errors.ts";
import { NAME, openWorld, REPOSITORY, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const thrownBy = (asking: Promise<unknown>) => asking.catch((thrown: unknown) => thrown);
const GET_ISSUE = `GET /repos/${NAME}/issues/1`;
const asked = (pattern: string) =>
  world.hub.exchanges.filter((each) => `${each.method} ${each.path}` === pattern);

it.each([
  ["a bad gateway", { kind: "status", status: 502 }],
  ["a dropped connection", { kind: "drop" }],
] as const)("asks again after %s", async (_name, fault) => {
  world.hub.faults.order({ on: GET_ISSUE, fault, times: 3 });
  expect(await world.github.tickets.state(world.issue)).toMatchObject({ state: "open" });
});

it("says after the fourth failure that GitHub is away, and does not know for how long", async () => {
  world.hub.faults.order({ on: GET_ISSUE, fault: { kind: "status", status: 502 }, times: 4 });
  const failure = await world.github.tickets.state(world.issue).catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({
    name: "Away",
    fault: { kind: "github-away", task: "read-issue", status: 502, waitMs: null },
  });
  expect(awayFor(failure)).toBeNull();
});

it.each([403, 429] as const)(
  "waits as long as a secondary limit (%i) says, then asks again",
  async (status) => {
    const github = await world.connect({ pace: { spaced: true, secondMs: 10 } });
    world.hub.faults.order({
      on: GET_ISSUE,
      fault: { kind: "secondary-limit", status, retryAfterSeconds: 3 },
      times: 2,
    });
    expect(await github.tickets.state(world.issue)).toMatchObject({ state: "open" });
    expect(asked(GET_ISSUE).map((each) => each.status)).toEqual([status, status, 200]);
  },
);

it("does not wait out a limit that takes an hour, and does not call it a refusal", async () => {
  const github = await world.connect({ pace: { spaced: true, secondMs: 10 } });
  world.hub.faults.order({ on: GET_ISSUE, fault: { kind: "rate-limit", resetInSeconds: 3600 } });
  const failure = await github.tickets.state(world.issue).catch((thrown: unknown) => thrown);
  expect(failure).not.toBeInstanceOf(PermanentError);
  // GitHub tells its time in whole seconds.
  expect(Math.abs((awayFor(failure) ?? 0) - 3_600_000)).toBeLessThanOrEqual(1000);
});

it("renews its token before the hour is over, also for git", async () => {
  const { git } = await world.github.source.find(REPOSITORY);
  const before = await git.authorization();
  expect(await git.authorization()).toBe(before);
  world.hub.expireTokens();
  world.ourClock.advance(51 * 60_000);
  expect(await world.github.tickets.state(world.issue)).toMatchObject({ state: "open" });
  expect(await git.authorization()).not.toBe(before);
});

const LIMIT = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

it.each([
  ["POST /repos/*/issues/1/comments", () => world.github.status.writeNotice(world.issue, "no")],
  ["POST /repos/*/issues/1/labels", () => label()],
  ["POST /repos/*/git/trees", () => publish()],
  ["POST /repos/*/git/commits", () => publish()],
  ["POST /repos/*/git/refs", () => publish()],
  ["POST /repos/*/pulls", () => publish()],
  ["POST /repos/*/check-runs", () => report()],
] as const)(
  "waits a minute where %s meets a secondary limit that does not say how long, and does it once",
  async (on, write) => {
    world.hub.faults.order({ on, fault: { kind: "status", status: 403, message: LIMIT } });
    expect(awayFor(await thrownBy(write()))).toBe(60_000);
    await write();
    await write();
    const taken = world.hub.exchanges.filter(
      ({ method, path, status }) =>
        status < 300 && new RegExp(`^${on.replaceAll("*", ".*")}$`).test(`${method} ${path}`),
    );
    expect(taken.length).toBe(on.includes("labels") ? 2 : 1);
  },
);

async function label() {
  await world.github.status.changeLabels(world.issue, { add: ["ai-working"], remove: [] });
}

async function publish() {
  await world.github.pulls.publish(await world.publication());
}

async function report() {
  const headSha = (await world.publication()).parents[0] ?? "";
  const shown = { title: "Measured", summary: "All", text: "All of it", runId: "run-1" };
  await world.github.checks.report(REPOSITORY, { headSha, conclusion: "success", ...shown });
}

it("follows an app that was taken off and put on again to its new installation", async () => {
  const { git } = await world.github.source.find(REPOSITORY);
  world.hub.uninstall("octo");
  expect(awayFor(await thrownBy(world.github.tickets.state(world.issue)))).toBeNull();
  world.hub.install("octo");
  expect(await world.github.tickets.state(world.issue)).toMatchObject({ state: "open" });
  await world.github.status.writeNotice(world.issue, "again");
  expect((await world.github.access.lacking()).lacking).toEqual([]);
  expect(await git.authorization()).toMatch(/^Basic /);
  expect(world.written()).toHaveLength(1);
});

it("takes a suspended installation for one that will work again", async () => {
  await world.github.tickets.state(world.issue);
  world.hub.suspend("octo");
  expect(awayFor(await thrownBy(world.github.status.writeNotice(world.issue, "a")))).toBeNull();
  world.ourClock.advance(51 * 60_000);
  expect(awayFor(await thrownBy(world.github.tickets.state(world.issue)))).toBeNull();
  world.hub.suspend("octo", false);
  expect(await world.github.tickets.state(world.issue)).toMatchObject({ state: "open" });
});

it("carries what GitHub refused, and its words", async () => {
  const repository = { owner: "octo", name: "elsewhere" };
  await world.hub.createRepository({ ...repository, installed: false });
  const refusal = world.github.source.find(repository);
  await expect(refusal).rejects.toBeInstanceOf(PermanentError);
  await expect(refusal).rejects.toMatchObject({
    fault: {
      kind: "github-refused",
      task: "read-repository",
      request: expect.stringMatching(/^GET \/.*repos\/octo\/elsewhere$/),
      status: 404,
      githubSaid: expect.stringMatching(/./),
    },
  });
});

it.each([
  ["comments in pages", "GET", "comments", "read-issue"],
  ["a label to add", "POST", "labels", "change-labels"],
  ["a comment", "POST", "comments", "write-comment"],
] as const)("says what it wanted when GitHub refuses %s", async (_name, method, part, task) => {
  world.hub.faults.order({
    on: `${method} /repos/${NAME}/issues/1/${part}`,
    fault: { kind: "status", status: 403 },
  });
  const { status: shown } = world.github;
  const asking = {
    "read-issue": () => shown.readShown(world.issue),
    "write-comment": () => shown.writeNotice(world.issue, "no"),
    "change-labels": () => shown.changeLabels(world.issue, { add: ["ai-working"], remove: [] }),
  };
  await expect(asking[task]()).rejects.toMatchObject({
    fault: { kind: "github-refused", task, status: 403 },
  });
});

it("knows at the start when the app's key is wrong", async () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const connecting = world.connect({ credentials: { appId: world.hub.app.id, privateKey } });
  await expect(connecting).rejects.toMatchObject({ fault: { kind: "github-refused-app", status: 401 } });
});

it("never shows a token in an error", async () => {
  const token = (await (await world.github.source.find(REPOSITORY)).git.authorization()) ?? "";
  world.hub.faults.order({ on: GET_ISSUE, fault: { kind: "status", status: 502 }, times: 4 });
  const failure = await world.github.tickets.state(world.issue).catch((thrown: unknown) => thrown);
  const plain = Buffer.from(token.slice("Basic ".length), "base64").toString().split(":")[1] ?? "none";
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(plain);
});
