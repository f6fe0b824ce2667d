// How long new tests may run on the old code.
import { expect, it } from "@jest/globals";
import { bounded } from "../../../../worker/evidence/measure/arms.ts";
import { aCheckResult } from "../../../support/builders.ts";

const check = { name: "test", command: "npm test", kind: "test", timeoutMs: 1_200_000 } as const;

it("is two minutes, or five times as long as the base took, and never longer than the check's own limit", () => {
  const limit = (durationMs: number) => bounded(check, [aCheckResult({ check, durationMs })]).timeoutMs;
  expect([limit(1_000), limit(60_000), limit(900_000)]).toEqual([120_000, 300_000, 1_200_000]);
});
