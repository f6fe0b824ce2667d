// What our comment on an issue shows, read back from its markdown, wherever a place of issues keeps it.
import type { Telling } from "../domain/run-state.ts";
import { readBasis } from "../messages/marker.ts";
import { parseSpec } from "../messages/spec.ts";
import type { Shown } from "./github.ts";

export function shownIn(sticky: string): Shown {
  return { spec: parseSpec(sticky), basis: readBasis(sticky) };
}

/** The spec on the issue stays, also where a run never came to read it. */
export function withShown(state: Telling, shown: Shown | null): Telling {
  if (shown === null) return state;
  const { spec, basis } = shown;
  return { ...state, spec: spec.kind === "read" ? spec.spec : null, basis };
}
