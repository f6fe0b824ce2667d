// Counts what polling asks of GitHub: where nothing happens, and for each thing that a person does.
import { type Tally, tallied } from "../local/github/tally.ts";
import type { Intent } from "../src/domain/intent.ts";
import { DEFAULT_LABELS } from "../src/domain/rules.ts";
import { connectGitHubApp } from "../src/github/octokit/app.ts";
import { siteOf } from "../src/intake/site.ts";
import { createLog } from "../src/log.ts";
import { pullMarker } from "../src/messages/marker.ts";
import type { Recalled } from "../src/queue/queue.ts";
import { repositories } from "../src/sweeps/repositories/repositories.ts";
import { NAME, openWorld, REPOSITORY } from "../test/src/github/octokit/world.ts";
import { fakeClock } from "../test/support/clock.ts";
import { emptyOutbox } from "../test/support/ports/outbox.ts";

const TOKEN_LIFE_MS = 51 * 60_000;
const ISSUE = { repository: NAME, number: 1 };
/** Asked once a minute, for all repositories together. */
const LISTS = ["/app/installations", "/installation/repositories"];
const PULL = { repository: NAME, number: 2 };

await using world = await openWorld();
const { hub } = world;
const ada = hub.asUser("ada");
const clock = fakeClock(Date.now());
const log = createLog({ level: "silent", name: "bench" });
const app = await connectGitHubApp({
  credentials: { appId: hub.app.id, privateKey: hub.app.privateKeyPem },
  ...{ apiUrl: hub.apiUrl, serverUrl: hub.serverUrl, labels: DEFAULT_LABELS },
  ...{ pace: { spaced: false, secondMs: 1 }, clock, log },
});
const recalled: Recalled = {
  ...{ hasRun: false, lostRun: false, digest: null, heard: new Set() },
  ...{ askedAtMs: clock.now() + TOKEN_LIFE_MS, admittedAt: new Date(clock.now()).toISOString() },
};
const site = {
  github: async (id: number) => app.installation(id),
  outbox: emptyOutbox,
  labels: DEFAULT_LABELS,
};
const taken: Intent[] = [];
const sweep = repositories(0, {
  ...{ survey: app.survey, clock, log, graceMs: 0 },
  queue: {
    recall: async () => recalled,
    withRuns: async () => [],
    lastLook: async () => null,
    keepLook: async () => undefined,
  },
  siteOf: (id, repository) => siteOf(id, repository, site),
  takeIn: async (intent) => taken.push(intent),
});

const rows: [what: string, tally: Tally][] = [];
await looked("the first look");
await looked("nothing happened");
clock.advance(TOKEN_LIFE_MS);
await looked("nothing happened, with a new token");
await ada.label(ISSUE, "ai-ready");
await looked("a label");
await ada.comment(ISSUE, "Round up.");
await looked("a comment");
const text = { title: "Keep the seconds", body: `${pullMarker(1, 1)}\nFixes #1` };
await (await world.connect()).pulls.publish(
  await world.publication(undefined, {
    issue: { repository: REPOSITORY, number: 1 },
    textFor: async () => text,
  }),
);
await ada.label(ISSUE, "ai-in-review");
await looked("a draft");
await looked("nothing happened beside an open draft");
clock.advance(TOKEN_LIFE_MS);
await looked("the same, with a new token");
await ada.review(PULL, { state: "commented", body: "Too long." });
await looked("a review");
await hub.reportCheck(NAME, {
  ...{ name: "style", conclusion: "failure" },
  headSha: hub.repository(NAME).issues.get(PULL.number)?.pull?.headSha ?? "",
});
await looked("the CI has ended");

const row = (cells: (string | number)[]) =>
  cells.map((cell, at) => String(cell)[at === 0 ? "padEnd" : "padStart"](at === 0 ? 44 : 9)).join("");
const lines = [
  ["a look at one repository", "calls", "free", "counted"],
  ...rows.map(([what, { requests, unchanged }]) => [what, requests + unchanged, unchanged, requests]),
];
process.stdout.write(`${lines.map(row).join("\n")}\n`);

async function looked(what: string): Promise<void> {
  const before = hub.exchanges.length;
  await sweep.look(new AbortController().signal);
  const asked = hub.exchanges.slice(before).filter(({ route }) => !LISTS.includes(route ?? ""));
  rows.push([what, tallied(asked)]);
}
