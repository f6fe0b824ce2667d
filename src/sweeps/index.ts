// Every sweep we have. A new one is a file and a line here; what is looked for on an issue is in `repositories/find/`.
import type { Hearing } from "../hearing.ts";
import { type DeliveriesDeps, deliveries } from "./deliveries.ts";
import { type RepositoriesDeps, repositories } from "./repositories/repositories.ts";
import type { Sweep } from "./sweep.ts";

export type SweepsDeps = Omit<RepositoriesDeps, "graceMs"> & DeliveriesDeps;

/** A webhook is on its way for so long. */
const GRACE_MS = 30_000;

/** Where GitHub is polled, it need not deliver. */
export function sweepsOver({ kind, everyMs }: Hearing, deps: SweepsDeps): Sweep[] {
  if (kind === "poll") return [repositories(everyMs, { ...deps, graceMs: 0 })];
  return [deliveries(everyMs, deps), repositories(everyMs, { ...deps, graceMs: GRACE_MS })];
}
