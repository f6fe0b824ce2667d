// A sweep over the one repository of a world, and what it brought.
import { systemClock } from "../../../src/clock.ts";
import type { Intent } from "../../../src/domain/intent.ts";
import { digest } from "../../../src/domain/job.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { connectGitHubApp } from "../../../src/github/octokit/app.ts";
import { siteOf } from "../../../src/intake/site.ts";
import { createLog } from "../../../src/log.ts";
import type { Recalled } from "../../../src/queue/queue.ts";
import { repositories } from "../../../src/sweeps/repositories/repositories.ts";
import { emptyOutbox } from "../../support/ports/outbox.ts";
import { NAME, REPOSITORY, type World } from "../github/octokit/world.ts";

/** What is recalled of it; nothing is of any other. */
const ISSUE = 2;
const HOUR_MS = 60 * 60_000;
export const longAgo: Recalled = {
  ...{ hasRun: false, lostRun: false, digest: digest("T", "B"), heard: new Set<string>() },
  ...{ askedAtMs: Date.now() - HOUR_MS, admittedAt: new Date(Date.now() - HOUR_MS).toISOString() },
};
/** The label that is on was answered. */
export const known: Recalled = { ...longAgo, askedAtMs: Date.now() + HOUR_MS };
export const unknown: Recalled = { ...known, askedAtMs: null, admittedAt: null, digest: null };
export const running: Recalled = { ...known, hasRun: true };

export async function sweeping({ hub }: World, recalled: Recalled) {
  const log = createLog({ level: "silent", name: "test" });
  const app = await connectGitHubApp({
    credentials: { appId: hub.app.id, privateKey: hub.app.privateKeyPem },
    ...{ apiUrl: hub.apiUrl, serverUrl: hub.serverUrl, labels: DEFAULT_LABELS },
    ...{ pace: { spaced: false, secondMs: 1 }, clock: systemClock, log },
  });
  const swept: Intent[] = [];
  const { id } = hub.repository(NAME);
  const issue = { repository: { ...REPOSITORY, id }, number: ISSUE };
  const site = {
    github: async (id: number) => app.installation(id),
    outbox: emptyOutbox,
    labels: DEFAULT_LABELS,
  };
  const sweep = repositories(0, {
    ...{ survey: app.survey, clock: systemClock, log, graceMs: 0 },
    queue: {
      recall: async ({ number }) => (number === ISSUE ? recalled : unknown),
      withRuns: async () => (recalled.hasRun ? [issue] : []),
      lastLook: async () => null,
      keepLook: async () => undefined,
    },
    siteOf: (id, repository) => siteOf(id, repository, site),
    takeIn: async (intent) => swept.push(intent),
  });
  return { swept, look: () => sweep.look(new AbortController().signal) };
}
