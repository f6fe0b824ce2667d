// Brings the patch before the guard, with what the guard needs to know. The guard itself is pure.
import type { Patch } from "../../src/domain/patch.ts";
import { visible } from "../../src/domain/text.ts";
import { ticketText } from "../../src/domain/ticket.ts";
import { code, fitting } from "../../src/messages/words.ts";
import { threadsText } from "../roles/texts.ts";
import type { Assignment } from "./assignment.ts";
import { gaveUp } from "./endings.ts";
import { type Fault, guard } from "./guard.ts";
import type { Ground } from "./open-ground.ts";
import { findSecrets } from "./secrets.ts";
import { end, go, type Step } from "./step.ts";

export async function judge({ ground }: Assignment, patch: Patch): Promise<Step<null>> {
  const faults = guard({
    patch,
    rules: ground.opening.rules,
    agreed: peoplesWords(ground),
    secrets: await findSecrets(patch),
  });
  if (faults.length === 0) return go(null);
  const remedies = [...new Set(faults.map((fault) => fault.remedy))].join(". ");
  const because = `the change may not be published: ${fitting(faults.map(faultText), "; ")}`;
  return end(gaveUp(because, null, `${remedies}. Then comment \`/ai retry\``));
}

/** The issue, its comments and the review as this run read them: all of it by people with write access, or vouched for. */
function peoplesWords({ opening }: Ground): string {
  return visible(`${ticketText(opening.ticket)}\n${threadsText(opening.threads)}`);
}

function faultText(fault: Fault): string {
  return fault.path === null ? fault.what : `${code(fault.path)}: ${fault.what}`;
}
