// What was seen of one test, or of a whole command that names none, in the results of one arm.
import type { CheckResult, TestResult } from "../../../src/domain/evidence.ts";
import type { Sight } from "../../../src/domain/experiment.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { failureKind } from "../../diagnostics/failure.ts";

/** Null results: the arm did not run. */
export function sightOf(prover: Prover, results: readonly CheckResult[] | null): Sight {
  const result = results?.find(({ check }) => check.name === prover.check);
  if (results === null || result === undefined) return "not-seen";
  const unbuilt = results.some(({ check, ending }) => check.kind === "build" && ending !== "passed");
  if (prover.kind === "check") return unbuilt ? "not-loaded" : ofCommand(result);
  const test = (result.tests ?? []).find(({ name }) => name === prover.test);
  if (test !== undefined) return ofTest(test);
  return unbuilt || failsToLoad(result) ? "not-loaded" : "not-seen";
}

function ofTest({ status, failure }: TestResult): Sight {
  if (status !== "failed") return status;
  if (failure === "missing") return "not-loaded";
  return failure === "assertion" ? "failed-at-assertion" : "failed-otherwise";
}

function ofCommand({ ending, output }: CheckResult): Sight {
  if (ending === "passed") return "passed";
  if (ending === "timed-out") return "failed-otherwise";
  const kind = failureKind(output);
  if (kind === "missing") return "not-loaded";
  return kind === "assertion" ? "failed-at-assertion" : "failed-otherwise";
}

/** Some file could not be loaded, so its tests have no names there. */
export function failsToLoad({ ending, output, tests }: CheckResult): boolean {
  if (ending === "passed") return false;
  return (tests ?? []).some(({ failure }) => failure === "missing") || failureKind(output) === "missing";
}
