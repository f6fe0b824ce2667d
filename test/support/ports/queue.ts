// A queue in memory: remembers what was asked of it, and holds what a test puts in.
import type { Job } from "../../../src/domain/job.ts";
import { type Occasion, occasionName } from "../../../src/domain/occasion.ts";
import type { Stop } from "../../../src/domain/stop.ts";
import type { IntakeDeps } from "../../../src/intake/intake.ts";

export type FakeQueue = IntakeDeps["queue"] & {
  submitted: { job: Job; supersedes: boolean }[];
  stops: Stop[];
  /** Occasions that were taken in. */
  heard: string[];
};

export function fakeQueue(holds: "active" | "waiting" | "none" = "none"): FakeQueue {
  const submitted: FakeQueue["submitted"] = [];
  const stops: Stop[] = [];
  const heard: string[] = [];
  let byBots = 0;
  const asked = new Set<string>();
  const hear = (occasion: Occasion) => {
    if (occasion.kind !== "asked" && !heard.includes(occasionName(occasion)))
      heard.push(occasionName(occasion));
  };
  return {
    ...{ submitted, stops, heard },
    submit: async (job, { supersedes, givesWay = false, byBot = false, occasion = null }) => {
      if (givesWay && holds !== "none") return false;
      submitted.push({ job, supersedes });
      if (byBot) byBots += 1;
      if (occasion !== null) hear(occasion);
      return true;
    },
    stateOf: async () => holds,
    cancel: async (_issue, stop, neverBegan) => {
      stops.push(stop);
      if (holds === "waiting") await neverBegan({ runId: "run-1", said: false });
      return holds;
    },
    isHeard: async (_issue, occasion) => occasion.kind !== "asked" && heard.includes(occasionName(occasion)),
    isFirst: async (name) => {
      const isFirst = !asked.has(name);
      asked.add(name);
      return isFirst;
    },
    hear: async (_issue, occasion) => hear(occasion),
    recall: async () => ({
      ...{ hasRun: holds !== "none", lostRun: false, askedAtMs: null, admittedAt: null },
      ...{ digest: submitted.at(-1)?.job.textDigest ?? null, heard: new Set(heard) },
    }),
    countRecent: async (_issue, _windowMs, of) => (of?.byBots ? byBots : submitted.length),
  };
}
