// A queue in memory: remembers what was asked of it, and holds what a test puts in.
import type { Job } from "../../../src/domain/job.ts";
import type { Stop } from "../../../src/domain/stop.ts";
import type { IntakeDeps } from "../../../src/intake.ts";

export type FakeQueue = IntakeDeps["queue"] & {
  submitted: { job: Job; supersedes: boolean }[];
  stops: Stop[];
};

export function fakeQueue(holds: "active" | "waiting" | "none" = "none"): FakeQueue {
  const submitted: FakeQueue["submitted"] = [];
  const stops: Stop[] = [];
  return {
    ...{ submitted, stops },
    submit: async (job, { supersedes }) => void submitted.push({ job, supersedes }),
    isRunning: async () => holds !== "none",
    cancel: async (_issue, stop, neverBegan) => {
      stops.push(stop);
      if (holds === "waiting") await neverBegan();
      return holds;
    },
    countRecent: async () => submitted.length,
  };
}
