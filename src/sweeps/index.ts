// Every sweep we have. A new one is a file and a line here; what is looked for on an issue is in `repositories/find/`.
import { type DeliveriesDeps, deliveries } from "./deliveries.ts";
import { type RepositoriesDeps, repositories } from "./repositories/repositories.ts";
import type { Sweep } from "./sweep.ts";

export type SweepsDeps = RepositoriesDeps & DeliveriesDeps;

export function sweepsOver(everyMs: number, deps: SweepsDeps): Sweep[] {
  return [deliveries(everyMs, deps), repositories(everyMs, deps)];
}
