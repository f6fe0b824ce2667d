// The sweep over every repository that our credential reaches.
import { type Clock, isoNow } from "../../clock.ts";
import { reasonOf } from "../../domain/errors.ts";
import type { Intent } from "../../domain/intent.ts";
import { identityOf, type Repository, slug } from "../../domain/repository.ts";
import type { AppSurvey, SeenInstallation, Survey } from "../../github/survey.ts";
import type { Site } from "../../intake/site.ts";
import type { Log } from "../../log.ts";
import type { Queue } from "../../queue/queue.ts";
import type { Sweep } from "../sweep.ts";
import { findIn } from "./find/index.ts";
import { NOTHING_KNOWN } from "./known.ts";
import { type Kept, lookAt } from "./look.ts";
import { NO_MERGES } from "./merges.ts";
import { NO_PULLS } from "./pulls.ts";
import { afterRestart, toKeep } from "./remembered.ts";

export type RepositoriesDeps = {
  survey: AppSurvey;
  queue: Pick<Queue, "recall" | "withRuns" | "lastLook" | "keepLook">;
  siteOf(installationId: number, repository: Repository): Promise<Site>;
  takeIn(intent: Intent, site: Site): Promise<unknown>;
  /** So long a webhook may be on its way that says more than a look sees; 0 where none comes. */
  graceMs: number;
  clock: Clock;
  log: Log;
};

/** What changed before is not looked at when nothing is kept, except on issues that have a label of ours. */
const FIRST_LOOK_BACK_MS = 7 * 24 * 60 * 60_000;
/** What the App reaches changes seldom, and GitHub counts each look of the App itself: it makes a new token for each. */
const RELIST_MS = 55_000;

export function repositories(everyMs: number, deps: RepositoriesDeps): Sweep {
  const kept = new Map<string, { state: Kept; site: Site; text: string }>();
  let listed: { atMs: number; reached: Reached[] } | null = null;
  return {
    name: "repositories",
    everyMs,
    async look(signal) {
      const now = deps.clock.now();
      const isDue = listed === null || now - listed.atMs >= RELIST_MS;
      // Where there is nothing yet, somebody may be installing the App just now.
      if (listed === null || isDue || listed.reached.length === 0) {
        const app = await listReached(deps);
        if (isDue) alarm(app, deps.log);
        listed = { atMs: isDue ? now : (listed?.atMs ?? now), reached: app.reached };
      }
      const { reached } = listed;
      const busy = await deps.queue.withRuns();
      let failed: unknown = null;
      let found = 0;
      for (const one of reached) {
        if (signal.aborted) break;
        const withRuns = busy.filter((issue) => identityOf(issue.repository) === identityOf(one.repository));
        const numbers = new Set(withRuns.map(({ number }) => number));
        const [looked] = await Promise.allSettled([lookInto(one, numbers)]);
        if (looked.status === "fulfilled") {
          found += looked.value;
          continue;
        }
        const reason = reasonOf(looked.reason);
        deps.log.warn({ repository: slug(one.repository), reason }, "a sweep could not look at a repository");
        failed = looked.reason;
      }
      if (failed !== null) throw failed;
      const installations = new Map(
        reached.map(({ installation: { id, account } }) => [id, { id, account }]),
      );
      return { found, among: reached.length, installations: [...installations.values()] };
    },
  };

  /** How much was taken in. What could not be is found again, because nothing of this look is kept then. */
  async function lookInto(
    { installation, survey, repository }: Reached,
    withRuns: ReadonlySet<number>,
  ): Promise<number> {
    const before = kept.get(identityOf(repository));
    const last = before?.state ?? (await afterRestart(await deps.queue.lastLook(repository)));
    const state = last ?? nothing(deps.clock);
    const now = isoNow(deps.clock);
    const changes = await survey.changed(repository, state.since, state.tag);
    const isQuiet = before !== undefined && changes.kind === "unchanged";
    const site = isQuiet ? before.site : await deps.siteOf(installation.id, repository);
    const place = {
      ...{ repository, installationId: installation.id, labels: site.labels, hear: site.hear, now },
      watchMs: site.watchMs,
      installedAt: installation.createdAt,
      ...{ before: last?.since ?? null, graceMs: deps.graceMs },
    };
    const recall = (number: number) => deps.queue.recall({ repository, number });
    const known = { kept: state, first: before === undefined, changes };
    const look = await lookAt(place, known, { survey, recall, withRuns });
    const found = look.sightings.flatMap(findIn);
    for (const intent of found) await deps.takeIn(intent, site);
    if (found.length > 0)
      deps.log.info({ repository: slug(repository), found: found.length }, "a sweep found something");
    const text = toKeep(look.kept);
    if (text !== before?.text) await deps.queue.keepLook(repository, text);
    kept.set(identityOf(repository), { state: look.kept, site, text });
    return found.length;
  }
}

async function listReached({ survey: app }: RepositoriesDeps): Promise<Listed> {
  const installations = await app.installations();
  const reached: Reached[] = [];
  for (const installation of installations.filter(({ suspended }) => !suspended)) {
    const survey = app.within(installation.id);
    const open = (await survey.repositories()).filter(({ archived }) => !archived);
    reached.push(...open.map(({ repository }) => ({ installation, survey, repository })));
  }
  return { installations, reached };
}

type Listed = { installations: SeenInstallation[]; reached: Reached[] };
type Reached = { installation: SeenInstallation; survey: Survey; repository: Repository };

function nothing(clock: Clock): Kept {
  const since = new Date(clock.now() - FIRST_LOOK_BACK_MS).toISOString();
  return { tag: null, since, ours: new Map(), pulls: NO_PULLS, merges: NO_MERGES, known: NOTHING_KNOWN };
}

/** Nothing would ever happen, and no webhook would say so. */
function alarm({ installations, reached }: Listed, log: Log): void {
  const suspended = installations.filter((each) => each.suspended).map(({ account }) => account);
  if (suspended.length > 0) log.warn({ accounts: suspended }, "installations of the app are suspended");
  if (installations.length === 0) log.warn({ installations: 0 }, "the app is installed nowhere");
  else if (reached.length === 0) log.warn({ repositories: 0 }, "the app reaches no repository");
}
