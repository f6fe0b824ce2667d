// What the ledger is told of an attempt that was measured. Pure.
import { type CheckResult, type Evidence, failedTests } from "../../../src/domain/evidence.ts";
import { isProven } from "../../../src/domain/proof.ts";
import type { Happening } from "../../../src/domain/run-event.ts";
import type { RunPart } from "../../../src/domain/run-part.ts";
import type { Criterion } from "../../../src/domain/spec.ts";

export function attemptedIn(attempt: number, { head, proofs }: Evidence, criteria: Criterion[]): Happening {
  const ids = new Set(criteria.map(({ id }) => id));
  const proven = proofs.filter((proof) => ids.has(proof.criterion) && isProven(proof)).length;
  return { kind: "attempted", attempt, checks: head.map(told), criteria: { proven, of: criteria.length } };
}

function told(result: CheckResult) {
  const { check, ending, diagnostics } = result;
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return { name: check.name, ending, failedTests: failedTests(result).length, diagnostics: errors };
}

const MAX_DIFF_CHARACTERS = 400_000;

export function diffPart(diff: Uint8Array): RunPart {
  const whole = Buffer.from(diff).toString("utf8").toWellFormed();
  const text = whole.slice(0, MAX_DIFF_CHARACTERS).toWellFormed();
  return { kind: "diff", text, leftOut: whole.length - text.length };
}
