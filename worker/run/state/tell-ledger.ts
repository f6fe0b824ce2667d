// Tells the ledger what each role said and what was spent by then, behind the work: no step waits for it.
import { type Clock, isoNow } from "../../../src/clock.ts";
import { addUsage, NO_USAGE } from "../../../src/domain/budget.ts";
import { cutInTheMiddle } from "../../../src/domain/cut.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { IssueRef } from "../../../src/domain/repository.ts";
import type { SaidStep } from "../../../src/domain/run-part.ts";
import type { LedgerWriter } from "../../../src/ledger/ledger.ts";
import type { Log } from "../../../src/log.ts";
import type { Heard } from "../../roles/ask-role.ts";
import type { Meter } from "./meter.ts";

export type Teller = {
  /** Of a reply that an earlier execution told, too: it is shown where it stood in the conversation. */
  hear(heard: Heard): void;
  /** Resolves when all that was heard is told, or cannot be. Never rejects. */
  settled(): Promise<void>;
};

type Needs = {
  runId: string;
  issue: IssueRef;
  ledger: Pick<LedgerWriter, "append" | "say">;
  meter: Pick<Meter, "byRole" | "shares">;
  clock: Clock;
  log: Log;
};

const MAX_TOLD_CHARACTERS = 4_000;
const MAX_TEXT_CHARACTERS = 4_000;
const MAX_CALL_CHARACTERS = 2_000;

export function tellLedger({ runId, issue, ledger, meter, clock, log }: Needs): Teller {
  let telling: Promise<void> = Promise.resolve();
  const later = (tell: () => Promise<void>) => {
    telling = telling.then(async () => {
      const [told] = await Promise.allSettled([tell()]);
      if (told.status === "rejected")
        log.warn({ reason: reasonOf(told.reason) }, "the ledger could not be told of a reply");
    });
  };
  return {
    hear(heard) {
      const at = isoNow(clock);
      const spent = Object.values(meter.byRole()).reduce(addUsage, NO_USAGE);
      const { role, model, step } = heard;
      const stepped = {
        kind: "stepped",
        role,
        model,
        step: step.number,
        spent,
        shares: meter.shares(),
      } as const;
      later(async () => {
        await ledger.say(runId, saidIn(heard, at));
        await ledger.append({ runId, issue, at, ...stepped });
      });
    },
    settled: () => telling,
  };
}

function saidIn({ role, model, told, step }: Heard, at: string): SaidStep {
  // The prompts are our own files, and a person looks for what this run was told.
  const asked = told.filter(({ by }) => by === "user");
  return {
    ...{ at, role, model, step: step.number, usage: step.usage },
    told: asked.map(({ text }) => shortened(text, MAX_TOLD_CHARACTERS)),
    text: shortened(step.text, MAX_TEXT_CHARACTERS),
    calls: step.calls.map(({ call, text, failed }) => ({
      name: call.name,
      arguments: shortened(call.arguments, MAX_CALL_CHARACTERS),
      answer: shortened(text, MAX_CALL_CHARACTERS),
      failed,
    })),
  };
}

function shortened(text: string, most: number): string {
  return cutInTheMiddle(text, most).toWellFormed();
}
