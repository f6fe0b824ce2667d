// Watches what a run spends, and has people told once when most of a cap is gone.
import type { Announcer } from "../../../src/announcers/announcer.ts";
import { tellAll } from "../../../src/announcers/finish.ts";
import { Cap } from "../../../src/domain/budget.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Log } from "../../../src/log.ts";
import type { Meter } from "./meter.ts";

export type BudgetWatch = {
  /** To be called when something was spent. Tells in the background. */
  look(): void;
  /** Resolves when everybody is told, or cannot be. Never rejects. */
  settled(): Promise<void>;
};

type Needs = {
  runId: string;
  job: Pick<Job, "issue" | "asker">;
  meter: Pick<Meter, "shares">;
  announcers: Announcer[];
  log: Log;
};

const TOLD_AT = 0.8;

/** An execution that begins with less left than that tells nobody: an earlier one did. */
export function watchBudget({ runId, job, meter, announcers, log }: Needs): BudgetWatch {
  let telling: Promise<void> | null = null;
  const low = () => {
    const shares = meter.shares();
    return Cap.options.find((cap) => shares[cap] >= TOLD_AT) ?? null;
  };
  const tell = async (cap: Cap) => {
    const { issue, asker } = job;
    const news = { kind: "budget-low", runId, issue, asker, cap, share: meter.shares()[cap] } as const;
    // A worker that lost its claim learns of that where it goes on.
    await Promise.allSettled([tellAll(news, announcers, log)]);
  };
  if (low() !== null) telling = Promise.resolve();
  return {
    look() {
      const cap = telling === null ? low() : null;
      if (cap !== null) telling = tell(cap);
    },
    settled: async () => {
      await telling;
    },
  };
}
