// Without an architect, for comparing: the issue itself is spec and work order, by a fixed rule. No model is asked.

import { textBasis } from "../../../src/domain/basis.ts";
import type { Ordered, Specified } from "../../roles/architect.ts";
import { orderFrom, specFrom } from "../decisions/word-for-word.ts";
import type { Learn } from "../state/state.ts";
import { type Found, found } from "./found.ts";
import type { Agreed } from "./work-order.ts";
import type { Ground } from "./workspace.ts";

export async function specify(
  run: { learn: Learn<"spec" | "basis"> },
  { opening }: Ground,
): Promise<Found<Specified>> {
  const spec = specFrom(opening.ticket);
  run.learn({ spec, basis: textBasis(opening.ticket) });
  return found({ spec, short: null });
}

export async function orderWork(_run: object, _ground: Ground, { spec }: Agreed): Promise<Found<Ordered>> {
  return found({ order: orderFrom(spec), proposal: null });
}
