// Tells people which models a worker uses, beside those of the last accepted evaluation.
import { randomUUID } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import type { SignOf } from "../../src/signs/sign.ts";
import type { SignGiver } from "../../src/signs/signs.ts";
import { acceptedIn, type ChosenModels, standingOf } from "./accepted.ts";
import { type Evaluation, summaryOf } from "./result.ts";

/** An evaluation may be accepted while the worker is there. */
const LOOK_AGAIN_MS = 20_000;

/** Until it is disposed of. Nothing is told where the accepted evaluations cannot be read. */
export function tellModels(
  { byRole, dataDir }: { byRole: ChosenModels; dataDir: string },
  { signs, clock }: { signs: Pick<SignGiver, "give">; clock: Clock },
): AsyncDisposable {
  const worker = randomUUID();
  const over = new AbortController();
  const telling = tell();
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await telling;
    },
  };

  async function tell(): Promise<void> {
    while (!over.signal.aborted) {
      const [read] = await Promise.allSettled([acceptedIn(dataDir)]);
      if (read.status === "fulfilled") await signs.give(modelsInUse(worker, byRole, read.value));
      await Promise.allSettled([clock.sleep(LOOK_AGAIN_MS, over.signal)]);
    }
  }
}

export function modelsInUse(
  worker: string,
  now: ChosenModels,
  accepted: readonly Evaluation[],
): SignOf<"models"> {
  const [last] = accepted;
  return {
    ...{ kind: "models", worker, now },
    accepted: last === undefined ? null : inShort(last),
    standing: standingOf(now, accepted),
  };
}

function inShort({ configuration, cases }: Evaluation): SignOf<"models">["accepted"] {
  const { counts, settled } = summaryOf(cases);
  return { label: configuration.label, models: configuration.models, resolved: counts.resolved, settled };
}
