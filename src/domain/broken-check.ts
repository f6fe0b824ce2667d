// A check that does not hold, as an outcome keeps it: how it ended, and the first faults that its output names.
import { z } from "zod";
import { Check, CheckResult } from "./evidence.ts";
import { visible } from "./text.ts";

const CAUSES = 20;
const OUTPUT_CHARACTERS = 4 * 1024;

export const BrokenCheck = CheckResult.pick({
  ending: true,
  exitStatus: true,
  /** At most 20. */
  diagnostics: true,
  /** Failed tests only, at most 20; null where no test report could be read. */
  tests: true,
  /** The end of what the check printed, at most 4,096 characters. */
  output: true,
}).extend({
  check: Check.pick({ name: true, command: true, timeoutMs: true }),
  /** How many diagnostics and failed tests are left out. */
  more: z.int(),
});
export type BrokenCheck = z.infer<typeof BrokenCheck>;

/** `output`: what the check printed for people, without reports that were read. */
export function brokenCheck(result: CheckResult, output: string): BrokenCheck {
  const { check, ending, exitStatus, tests } = result;
  const failed = tests?.filter((test) => test.status === "failed") ?? null;
  const kept = { diagnostics: result.diagnostics.slice(0, CAUSES), tests: failed?.slice(0, CAUSES) ?? null };
  return {
    check: { name: check.name, command: check.command, timeoutMs: check.timeoutMs },
    ...{ ending, exitStatus, ...kept },
    output: visible(output).trim().slice(-OUTPUT_CHARACTERS),
    more:
      result.diagnostics.length - kept.diagnostics.length + (failed?.length ?? 0) - (kept.tests?.length ?? 0),
  };
}
