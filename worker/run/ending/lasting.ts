// Whether what was thrown ends the run, or another execution may not meet it.
import { isEngineAway, PermanentError, SandboxError } from "../../../src/domain/errors.ts";
import type { Job } from "../../../src/domain/job.ts";
import { failed, type Outcome } from "../../../src/domain/outcome.ts";
import { ModelFailed } from "../../models/model.ts";

/**
 * The ending for a failure that would meet another execution, too; null where running again may help. What an operator
 * started by hand is not run again.
 */
export function lasting(error: unknown, { asker }: Pick<Job, "asker">): Outcome | null {
  if (error instanceof ModelFailed) return failed({ kind: "model-failed", failure: error.failure });
  if (error instanceof SandboxError && (asker.kind === "operator" || !isEngineAway(error)))
    return failed({ kind: "sandbox-unusable", fault: error.fault });
  if (error instanceof PermanentError) return failed({ kind: "fault", fault: error.fault });
  return null;
}
