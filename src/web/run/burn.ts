// How the budget went: the share of each cap that was spent, over the time of the run.
import type { Cap } from "../../domain/budget.ts";
import type { KeptEvent } from "../../ledger/ledger.ts";
import type { Html } from "../html/html.ts";
import { lines } from "../html/plot.ts";

const CAPS: { cap: Cap; name: string; tone: string }[] = [
  { cap: "usd", name: "money", tone: "one" },
  { cap: "tokens", name: "tokens", tone: "two" },
  { cap: "steps", name: "steps", tone: "three" },
  { cap: "minutes", name: "minutes", tone: "four" },
];

/** Null where there is too little to draw. */
export function burn(events: KeptEvent[]): Html | null {
  const steps = events.filter((event) => event.kind === "stepped");
  const [first] = events;
  const last = steps.at(-1);
  if (first === undefined || last === undefined || steps.length < 2) return null;
  const minutes = (at: string) => (Date.parse(at) - Date.parse(first.at)) / 60_000;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return lines({
    label: `Spent of the budget: ${CAPS.map(({ cap, name }) => `${percent(last.shares[cap])} of its ${name}`).join(", ")}`,
    leastTop: 0.25,
    series: CAPS.map(({ cap, name, tone }) => ({
      name: `${percent(last.shares[cap])} of ${name}`,
      tone,
      points: steps.map(({ at, shares }) => ({ x: minutes(at), y: shares[cap] })),
    })),
    x: (value) => `${value} min`,
    y: percent,
  });
}
