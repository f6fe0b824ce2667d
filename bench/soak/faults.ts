// What goes wrong on GitHub's side while the soak runs: failures before and after the deed, limits, lost deliveries.
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultOrder } from "../../local/github/faults.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";

const PLACES = [
  "POST /repos/*/issues/*/comments",
  "PATCH /repos/*/issues/comments/*",
  "POST /repos/*/issues/*/labels",
  "POST /repos/*/git/commits",
  "POST /repos/*/git/refs",
  "PATCH /repos/*/git/refs/*",
  "POST /repos/*/pulls",
  "GET /repos/*",
] as const;

export type Troubles = { failures: number; limits: number; lost: number };

/** Makes so many troubles, and counts them in `troubles`. Ends early when the signal aborts. */
export async function trouble(
  { github }: Pick<Place, "github">,
  { random, most, troubles }: { random: Random; most: number; troubles: Troubles },
  signal: AbortSignal,
): Promise<void> {
  for (let made = 0; made < most && !signal.aborted; made += 1) {
    await Promise.allSettled([sleep(500 + random.number(3_000), null, { signal })]);
    const on = random.oneOf(PLACES);
    const what = random.oneOf(["failure", "failure", "limit", "lost"] as const);
    if (what === "lost") {
      github.webhooks.trouble("lose", "*");
      troubles.lost += 1;
    } else if (what === "limit") {
      github.faults.order({ on, fault: { kind: "secondary-limit", retryAfterSeconds: 1 } });
      troubles.limits += 1;
    } else {
      const fault: FaultOrder["fault"] = { kind: "status", status: 502 };
      github.faults.order({
        on,
        fault,
        times: 1 + Math.floor(random.number(5)),
        afterwards: random.chance(0.3),
      });
      troubles.failures += 1;
    }
  }
}
