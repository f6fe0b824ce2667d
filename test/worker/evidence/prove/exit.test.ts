// A report that does not fit the exit status: unsound, unless the base ended with the same failure.
import { expect, it } from "@jest/globals";
import type { CheckResult } from "../../../../src/domain/evidence.ts";
import { prove } from "../../../../worker/evidence/prove/prove.ts";
import { aCheckResult } from "../../../support/builders.ts";

const ended = (exitStatus: number | null): CheckResult => ({
  ...aCheckResult({ tests: [{ name: "adds nothing", status: "passed", message: null }] }),
  reportFault: { kind: "contradicts-exit", exitStatus },
});

/** What is said of the report, where no other arm was measured. */
function faults(base: CheckResult[], head: CheckResult[]): string[] {
  const seen = { base, head, withTests: null, turnedGreen: [], ablations: null, controls: [], placebos: [] };
  const claims = [{ criterion: "AC1", by: "adds nothing" }];
  const [proof] = prove([{ id: "AC1" }], claims, { ...seen, held: [], given: [], asked: [], rewritten: [] });
  return (proof?.faults ?? []).map(({ kind }) => kind).filter((kind) => kind === "report-unsound");
}

it.each([
  ["nowhere before the change", [], 1, ["report-unsound"]],
  ["by another exit status before the change", [ended(2)], 1, ["report-unsound"]],
  ["by the same exit status of 0", [ended(0)], 0, ["report-unsound"]],
  ["by a signal before and after the change", [ended(null)], null, ["report-unsound"]],
  ["by the same failure before the change", [ended(1)], 1, []],
])("a report contradicts the exit status, and did so %s", (_name, base, now, kinds) => {
  expect(faults(base, [ended(now)])).toEqual(kinds);
});
