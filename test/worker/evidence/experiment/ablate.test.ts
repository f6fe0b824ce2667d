// How many parts of a change are taken out, and for how long.
import { expect, it } from "@jest/globals";
import type { Check } from "../../../../src/domain/evidence.ts";
import { readOutput } from "../../../../worker/diagnostics/index.ts";
import { ablate, MOST_ABLATIONS } from "../../../../worker/evidence/experiment/ablate.ts";
import type { TakenOut } from "../../../../worker/evidence/experiment/take-out.ts";
import { startMemory } from "../../../../worker/evidence/measure/memory.ts";
import { aCheckResult, aPatch, aProject } from "../../../support/builders.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const check: Check = { name: "test", command: "npm test", kind: "test", timeoutMs: 600_000 };
const PLAIN_MS = 10_000;

const failing = ["TAP version 13", "not ok 1 - adds", "  ---", "  code: 'ERR_ASSERTION'", "  ...", "1..1"];

/** So many parts, each of which the named test notices after `durationMs`; how many ended in which way. */
async function endings(count: number, durationMs: number): Promise<Record<string, number>> {
  const parts = Array.from(
    { length: count },
    (_, at): TakenOut => ({
      ...{ path: "a.js", content: `without part ${at}\n`, what: "hunk", name: null },
      place: { file: "a.js", from: at * 10, to: at * 10 + 1 },
    }),
  );
  const project = aProject({ checks: [check], read: (_check, output) => readOutput(output) });
  const run = { exitStatus: 1, output: failing.join("\n"), durationMs };
  const open = async () => memorySandbox({ run: () => run });
  const ablations = await ablate({
    arms: { project, patch: aPatch(), open, memory: startMemory(), signal: new AbortController().signal },
    view: { read: async () => null, contentId: () => null },
    ...{ named: [check], filesOf: () => null, others: [], isShared: false, parts },
    provers: [{ kind: "test", check: "test", test: "adds", flaky: false }],
    head: [aCheckResult({ check, durationMs: PLAIN_MS })],
  });
  const counts = new Map<string, number>();
  for (const { ending } of ablations) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  return Object.fromEntries(counts);
}

it("takes out each part of a large change, up to forty, and says of how many it did not", async () => {
  expect(MOST_ABLATIONS).toBe(40);
  expect(await endings(40, PLAIN_MS / 4)).toEqual({ noticed: 40 });
  expect(await endings(43, PLAIN_MS / 4)).toEqual({ noticed: 40, "out-of-time": 3 });
});

it("has more time the more parts there are, and stops where it is spent", async () => {
  expect(await endings(5, PLAIN_MS * 2)).toEqual({ noticed: 2, "out-of-time": 3 });
  expect(await endings(30, PLAIN_MS * 2)).toEqual({ noticed: 8, "out-of-time": 22 });
});
