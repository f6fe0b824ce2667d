// What checks showed on trees that were measured before, for one base, image and set-up.
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import type { Arm } from "./arm.ts";

export type RunKey = {
  arm: Arm;
  checks: readonly Check[];
  /** 0 for the first run, 1 for the first repeat. A repeat is asked for because a run may end otherwise. */
  turn: number;
};

/**
 * The same bytes in the same place, the same commands and limits: a run of them shows nothing new. Whoever holds it sees to
 * it that base, image and set-up are the same. A run that a limit of time ended, or that lost its machine, is not kept, because the
 * machine decides that, too.
 */
export type Memory = {
  find(asked: RunKey): CheckResult[] | null;
  keep(asked: RunKey, results: CheckResult[]): void;
  /** How many results `find` has given so far. */
  given(): number;
  /** 32 bytes that nobody outside of this memory can know, the same ones for the same words. */
  secretOf(words: string): Uint8Array;
};

const MOST_KEPT = 300;

export function startMemory(): Memory {
  const kept = new Map<string, CheckResult[]>();
  const secret = randomBytes(32);
  let given = 0;
  return {
    find: (asked) => {
      const found = kept.get(keyOf(asked)) ?? null;
      given += found?.length ?? 0;
      return found;
    },
    keep: (asked, results) => {
      if (results.some(({ ending, exitStatus }) => ending === "timed-out" || exitStatus === null)) return;
      kept.set(keyOf(asked), results);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    given: () => given,
    secretOf: (words) => createHmac("sha256", secret).update(words).digest(),
  };
}

function keyOf({ arm, checks, turn }: RunKey): string {
  const rest = JSON.stringify([turn, checks, arm.written]);
  return createHash("sha256").update(`${arm.diff.length} `).update(arm.diff).update(rest).digest("hex");
}
