// The sweep over every repository that our credential reaches.
import { type Clock, isoNow } from "../../clock.ts";
import { reasonOf } from "../../domain/errors.ts";
import type { Intent } from "../../domain/intent.ts";
import { type Repository, slug } from "../../domain/repository.ts";
import type { AppSurvey, SeenInstallation, Survey } from "../../github/survey.ts";
import type { Site } from "../../intake.ts";
import type { Log } from "../../log.ts";
import type { Queue } from "../../queue/queue.ts";
import type { Sweep } from "../sweep.ts";
import { findIn } from "./find/index.ts";
import { NOTHING_KNOWN } from "./known.ts";
import { type Kept, lookAt } from "./look.ts";
import { afterRestart, toKeep } from "./remembered.ts";

export type RepositoriesDeps = {
  survey: AppSurvey;
  queue: Pick<Queue, "recall" | "withRuns" | "lastLook" | "keepLook">;
  siteOf(installationId: number, repository: Repository): Promise<Site>;
  takeIn(intent: Intent, site: Site): Promise<unknown>;
  clock: Clock;
  log: Log;
};

/** What changed before is not looked at when nothing is kept, except on issues that have a label of ours. */
const FIRST_LOOK_BACK_MS = 7 * 24 * 60 * 60_000;

export function repositories(everyMs: number, deps: RepositoriesDeps): Sweep {
  const kept = new Map<string, { state: Kept; site: Site; text: string }>();
  return {
    name: "repositories",
    everyMs,
    async look(signal) {
      const installations = await deps.survey.installations();
      const reached = [];
      for (const installation of installations.filter(({ suspended }) => !suspended)) {
        const survey = deps.survey.within(installation.id);
        const open = (await survey.repositories()).filter(({ archived }) => !archived);
        reached.push(...open.map(({ repository }) => ({ installation, survey, repository })));
      }
      alarm(installations, reached.length, deps.log);
      const busy = await deps.queue.withRuns();
      let failed: unknown = null;
      for (const one of reached) {
        if (signal.aborted) return;
        const withRuns = busy.filter((issue) => slug(issue.repository) === slug(one.repository));
        const numbers = new Set(withRuns.map(({ number }) => number));
        const [looked] = await Promise.allSettled([lookInto(one, numbers)]);
        if (looked.status === "fulfilled") continue;
        const reason = reasonOf(looked.reason);
        deps.log.warn({ repository: slug(one.repository), reason }, "a sweep could not look at a repository");
        failed = looked.reason;
      }
      if (failed !== null) throw failed;
    },
  };

  /** What could not be taken in is found again, because nothing of this look is kept then. */
  async function lookInto({ installation, survey, repository }: Reached, withRuns: ReadonlySet<number>) {
    const before = kept.get(slug(repository));
    const state =
      before?.state ?? (await afterRestart(await deps.queue.lastLook(repository), nothing(deps.clock)));
    const now = isoNow(deps.clock);
    const changes = await survey.changed(repository, state.since, state.tag);
    const isQuiet = before !== undefined && changes.kind === "unchanged";
    const site = isQuiet ? before.site : await deps.siteOf(installation.id, repository);
    const place = {
      ...{ repository, installationId: installation.id, labels: site.labels, now },
      installedAt: installation.createdAt,
    };
    const recall = (number: number) => deps.queue.recall({ repository, number });
    const last = { kept: state, first: before === undefined, changes };
    const look = await lookAt(place, last, { survey, recall, withRuns });
    const found = look.sightings.flatMap(findIn);
    for (const intent of found) await deps.takeIn(intent, site);
    if (found.length > 0)
      deps.log.info({ repository: slug(repository), found: found.length }, "a sweep found something");
    const text = toKeep(look.kept);
    if (text !== before?.text) await deps.queue.keepLook(repository, text);
    kept.set(slug(repository), { state: look.kept, site, text });
  }
}

type Reached = { installation: SeenInstallation; survey: Survey; repository: Repository };

function nothing(clock: Clock): Kept {
  const since = new Date(clock.now() - FIRST_LOOK_BACK_MS).toISOString();
  return { tag: null, since, ours: new Map(), closedPulls: new Set(), known: NOTHING_KNOWN };
}

/** Nothing would ever happen, and no webhook would say so. */
function alarm(installations: SeenInstallation[], repositories: number, log: Log): void {
  const suspended = installations.filter((each) => each.suspended).map(({ account }) => account);
  if (suspended.length > 0) log.warn({ accounts: suspended }, "installations of the app are suspended");
  if (installations.length === 0) log.warn({ installations: 0 }, "the app is installed nowhere");
  else if (repositories === 0) log.warn({ repositories }, "the app reaches no repository");
}
