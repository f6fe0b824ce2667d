// Without an architect, for comparing: the issue itself is spec and work order, by a fixed rule. No model is asked.
import type { WorkOrder } from "../../../src/domain/work-order.ts";
import { textBasis } from "../../../src/messages/sticky.ts";
import type { Specified } from "../../roles/architect.ts";
import { orderFrom, specFrom } from "../decisions/word-for-word.ts";
import type { Learn } from "../state/state.ts";
import type { Ground } from "./ground.ts";
import type { Agreed } from "./order.ts";
import { go, type Step } from "./step.ts";

export async function specify(
  run: { learn: Learn<"spec" | "basis"> },
  { opening }: Ground,
): Promise<Step<Specified>> {
  const spec = specFrom(opening.ticket);
  run.learn({ spec, basis: textBasis(opening.ticket) });
  return go({ spec, short: null });
}

export async function plan(_run: object, _ground: Ground, { spec }: Agreed): Promise<Step<WorkOrder>> {
  return go(orderFrom(spec));
}
