// Brings the patch before the guard, with what the guard needs to know. The guard itself is pure.
import type { Patch } from "../../src/domain/patch.ts";
import { code, fitting } from "../../src/messages/words.ts";
import type { Assignment } from "./assignment.ts";
import { gaveUp } from "./endings.ts";
import { type Fault, guard } from "./guard.ts";
import { findSecrets } from "./secrets.ts";
import { end, go, type Step } from "./step.ts";

export async function judge({ ground }: Assignment, patch: Patch): Promise<Step<null>> {
  const faults = guard({
    patch,
    rules: ground.opening.rules,
    secrets: await findSecrets(patch),
  });
  if (faults.length === 0) return go(null);
  const remedies = [...new Set(faults.map((fault) => fault.remedy))].join(". ");
  const because = `the change may not be published: ${fitting(faults.map(faultText), "; ")}`;
  return end(gaveUp(because, null, `${remedies}. Then comment \`/ai retry\``));
}

function faultText(fault: Fault): string {
  return fault.path === null ? fault.what : `${code(fault.path)}: ${fault.what}`;
}
