// What our comment on an issue shows, read back from its markdown, wherever a place of issues keeps it.
import { readBasis } from "../messages/marker.ts";
import { parseSpec } from "../messages/spec.ts";
import type { Shown } from "./github.ts";

export function shownIn(sticky: string): Shown {
  return { spec: parseSpec(sticky), basis: readBasis(sticky) };
}
