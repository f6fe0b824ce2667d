// The sweep over deliveries that failed: GitHub is asked to bring them once more.
import type { Clock } from "../clock.ts";
import type { AppSurvey, SeenDelivery } from "../github/survey.ts";
import type { Log } from "../log.ts";
import type { Sweep } from "./sweep.ts";

export type DeliveriesDeps = {
  survey: AppSurvey;
  /** By `name.action`. */
  isOfInterest(event: string): boolean;
  clock: Clock;
  log: Log;
};

/** GitHub delivers again for three days. https://docs.github.com/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks */
const LOOK_BACK_MS = 3 * 24 * 60 * 60_000 - 60 * 60_000;
const MOST_ATTEMPTS = 5;
const MOST_AT_ONCE = 50;

export function deliveries(everyMs: number, { survey, isOfInterest, clock, log }: DeliveriesDeps): Sweep {
  return {
    name: "deliveries",
    everyMs,
    async look(signal) {
      const seen = await survey.deliveries(new Date(clock.now() - LOOK_BACK_MS).toISOString());
      const ofInterest = seen.filter(({ event }) => isOfInterest(event));
      const failed = toRedeliver(ofInterest);
      for (const { id } of failed.slice(0, MOST_AT_ONCE)) {
        if (signal.aborted) break;
        await survey.redeliver(id);
      }
      if (failed.length > 0) log.info({ failed: failed.length }, "failed deliveries are asked for again");
      const among = new Set(ofInterest.map(({ guid }) => guid)).size;
      return { found: failed.length, among, installations: [] };
    },
  };
}

/** The newest attempt of each delivery of which none was answered well, oldest first. */
export function toRedeliver(attempts: SeenDelivery[]): SeenDelivery[] {
  const byDelivery = Map.groupBy(attempts, ({ guid }) => guid);
  return [...byDelivery.values()]
    .filter((all) => all.length < MOST_ATTEMPTS && !all.some(({ status }) => status >= 200 && status < 300))
    .flatMap((all) => all.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, 1))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
