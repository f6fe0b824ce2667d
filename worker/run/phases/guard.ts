// Brings the patch before the guard, with what the guard needs to know. The guard itself is pure.
import { gaveUp } from "../../../src/domain/outcome.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import { PROTECTED_FILES, SCRIPT_FILES } from "../../toolchains/paths.ts";
import { guard } from "../decisions/guard.ts";
import type { Assignment } from "./assignment.ts";
import { findSecrets } from "./secrets.ts";
import { end, go, type Step } from "./step.ts";

export async function judge({ ground }: Assignment, patch: Patch): Promise<Step<null>> {
  const secrets = await findSecrets(patch);
  const faults = guard({
    ...{ patch, rules: ground.opening.rules, secrets },
    ...{ protected: PROTECTED_FILES, scriptFiles: SCRIPT_FILES },
  });
  if (faults.length === 0) return go(null);
  return end(gaveUp({ kind: "guard-refused", faults }));
}
