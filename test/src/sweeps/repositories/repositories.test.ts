// A sweep over a real adapter: it finds what was lost on the local GitHub, asks little, and is loud where it sees nothing.
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { editOf, occasionName } from "../../../../src/domain/occasion.ts";
import { DEFAULT_LABELS } from "../../../../src/domain/rules.ts";
import { connectGitHubApp } from "../../../../src/github/octokit/app.ts";
import { takeIn } from "../../../../src/intake/intake.ts";
import { siteOf } from "../../../../src/intake/site.ts";
import { takeTurns } from "../../../../src/intake/turns.ts";
import { createLog } from "../../../../src/log.ts";
import type { Recalled } from "../../../../src/queue/queue.ts";
import { repositories } from "../../../../src/sweeps/repositories/repositories.ts";
import { fakeClock } from "../../../support/clock.ts";
import { startTestGitHub, type TestGitHub } from "../../../support/local-github.ts";
import { fakeLedger } from "../../../support/ports/ledger.ts";
import { emptyOutbox } from "../../../support/ports/outbox.ts";
import { fakeQueue } from "../../../support/ports/queue.ts";

const forgotten: Recalled = {
  ...{ hasRun: false, lostRun: false, askedAtMs: null, admittedAt: null, digest: null },
  heard: new Set(),
};
const NAME = "octo/clock";
const signal = new AbortController().signal;

let hub: TestGitHub;
beforeEach(async () => {
  hub = await startTestGitHub();
  hub.addUser("ada");
});
afterEach(async () => {
  await hub[Symbol.asyncDispose]();
});

async function aRepository() {
  await hub.createRepository({ owner: "octo", name: "clock", files: { "README.md": "# Clock\n" } });
  hub.setPermission(NAME, "ada", "write");
}

async function sweeping(recalled: Recalled = forgotten, looks = new Map<string, string>()) {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLog({ level: "warn", name: "test", destination });
  const clock = fakeClock(Date.now());
  const app = await connectGitHubApp({
    credentials: { appId: hub.app.id, privateKey: hub.app.privateKeyPem },
    ...{ apiUrl: hub.apiUrl, serverUrl: hub.serverUrl, labels: DEFAULT_LABELS },
    ...{ pace: { spaced: false, secondMs: 1 }, clock, log },
  });
  const queue = {
    ...{ ...fakeQueue(), recall: async () => recalled, withRuns: async () => [] },
    lastLook: async ({ name }: { name: string }) => looks.get(name) ?? null,
    keepLook: async ({ name }: { name: string }, text: string) => void looks.set(name, text),
  };
  const github = async (id: number) => app.installation(id);
  const intake = {
    queue,
    outbox: emptyOutbox,
    ledger: fakeLedger(),
    github,
    aside: github,
    labels: DEFAULT_LABELS,
    clock,
    log,
    inTurn: takeTurns(),
  };
  const sweep = repositories(60_000, {
    ...{ survey: app.survey, queue, clock, log, graceMs: 0 },
    siteOf: (id, repository) => siteOf(id, repository, intake),
    takeIn: (intent, site) => takeIn(intent, site, intake),
  });
  const told = () => lines.map((line) => JSON.parse(line).msg);
  const askedSince = (count: number) =>
    hub.exchanges.slice(count).map(({ method, route, status }) => `${method} ${route} ${status}`);
  return { sweep, queue, clock, told, askedSince };
}

describe("a sweep over the repositories", () => {
  it("starts the run of a label whose webhook was lost, and asks nothing where nothing changed", async () => {
    await aRepository();
    const ada = hub.asUser("ada");
    await ada.openIssue(NAME, { title: "Seconds are lost", labels: ["ai-ready"] });
    const { sweep, queue, clock, askedSince } = await sweeping();
    await sweep.look(signal);
    expect(queue.submitted).toMatchObject([
      { job: { kind: "work", issue: { number: 1 }, asker: { kind: "person", login: "ada" } } },
    ]);
    await sweep.look(signal);
    const before = hub.exchanges.length;
    await sweep.look(signal);
    const lists = [
      "GET /repos/{owner}/{repo}/issues 304",
      "GET /repos/{owner}/{repo}/pulls 304",
      "GET /repos/{owner}/{repo}/issues/comments 304",
    ];
    expect(askedSince(before)).toEqual(lists);
    clock.advance(60_000);
    await sweep.look(signal);
    expect(askedSince(before + 3)).toEqual([
      "GET /app/installations 304",
      "GET /installation/repositories 304",
      ...lists,
    ]);
  });

  it("refuses the label of a stranger, and the text of a stranger that may be edited since", async () => {
    await aRepository();
    hub.addUser("tom");
    hub.setPermission(NAME, "tom", "triage");
    hub.addUser("eve");
    const here = { repository: NAME, number: 1 };
    await hub.asUser("ada").openIssue(NAME, { title: "Seconds are lost" });
    await hub.asUser("tom").label(here, "ai-ready");
    await hub.asUser("eve").openIssue(NAME, { title: "Minutes are lost" });
    await hub.asUser("ada").label({ ...here, number: 2 }, "ai-ready");
    const { sweep, queue } = await sweeping();
    await sweep.look(signal);
    expect(queue.submitted).toEqual([]);
    const notices = hub.repository(NAME).comments.map(({ body }) => body.split("\n")[1]);
    expect(notices.toSorted()).toEqual([
      "Nothing was done: `tom` has triage access here, and starting, steering or stopping a run needs write access. Someone with write access can put the label on again.",
      "Nothing was started: GitHub's notice of the request came late, and `eve`, who wrote this issue without write access, may have edited it since. Read the text, then comment `/ai retry`.",
    ]);
  });

  it("takes in a comment that nobody told of", async () => {
    await aRepository();
    const ada = hub.asUser("ada");
    await ada.openIssue(NAME, { title: "Seconds are lost", labels: ["ai-ready"] });
    const asked = { ...forgotten, askedAtMs: Date.now(), admittedAt: "2026-01-02T03:04:05.000Z" };
    const { sweep, queue } = await sweeping(asked);
    await sweep.look(signal);
    expect(queue.submitted).toEqual([]);
    await ada.comment({ repository: NAME, number: 1 }, "Round up.");
    await sweep.look(signal);
    expect(queue.submitted).toMatchObject([{ job: { kind: "refine" }, supersedes: true }]);
  });

  it("takes in what was edited and deleted, also while the server was away", async () => {
    await aRepository();
    const ada = hub.asUser("ada");
    await ada.openIssue(NAME, { title: "Seconds are lost", labels: ["ai-ready"] });
    const [edited, deleted] = [
      await ada.comment({ repository: NAME, number: 1 }, "Round up."),
      await ada.comment({ repository: NAME, number: 1 }, "Say so in the docs."),
    ];
    hub.addUser("eve");
    const strangers = await hub.asUser("eve").comment({ repository: NAME, number: 1 }, "Me too.");
    const asked = { ...forgotten, askedAtMs: Date.now() + 60_000, admittedAt: "2100-01-02T03:04:05.000Z" };
    const looks = new Map<string, string>();
    const before = await sweeping(asked, looks);
    await before.sweep.look(signal);
    expect(before.queue.submitted).toEqual([]);
    await ada.editComment({ repository: NAME, id: edited.id }, "Round down.");
    await ada.deleteComment({ repository: NAME, id: deleted.id });
    await hub.asUser("eve").deleteComment({ repository: NAME, id: strangers.id });
    const { sweep, queue } = await sweeping(asked, looks);
    await sweep.look(signal);
    const refined = { job: { kind: "refine", asker: { login: "ada" } }, supersedes: true };
    expect(queue.submitted).toMatchObject([refined, refined]);
    expect(queue.heard.toSorted()).toEqual(
      [
        occasionName(editOf(edited.id, "Round down.")),
        `comment ${deleted.id} deleted`,
        `comment ${strangers.id} deleted`,
      ].toSorted(),
    );
    await sweep.look(signal);
    expect(queue.submitted).toHaveLength(2);
  });

  it("says loudly that the credential sees nothing", async () => {
    const nowhere = await sweeping();
    await nowhere.sweep.look(signal);
    expect(nowhere.told()).toEqual(["the app is installed nowhere"]);
    await hub.createRepository({ owner: "octo", name: "other" });
    hub.repository("octo/other").installed = false;
    const empty = await sweeping();
    await empty.sweep.look(signal);
    expect(empty.told()).toEqual(["the app reaches no repository"]);
  });

  it("leaves archived repositories and suspended installations alone, and says which are suspended", async () => {
    await aRepository();
    await hub.asUser("ada").openIssue(NAME, { title: "Seconds are lost", labels: ["ai-ready"] });
    hub.archive(NAME);
    await hub.createRepository({ owner: "acme", name: "app" });
    hub.suspend("acme");
    const { sweep, queue, told } = await sweeping();
    await sweep.look(signal);
    expect(queue.submitted).toEqual([]);
    expect(told()).toEqual(["installations of the app are suspended", "the app reaches no repository"]);
  });
});
