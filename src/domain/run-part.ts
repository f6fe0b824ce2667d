// The large things of a run, as the ledger keeps them for people: what was ordered, measured, changed and said.
import { z } from "zod";
import { Role, Usage } from "./budget.ts";
import { Evidence } from "./evidence.ts";
import { WorkOrder } from "./work-order.ts";

/** Of each kind a run has one, the newest. */
export const RunPart = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("order"), order: WorkOrder }),
  z.object({ kind: z.literal("evidence"), evidence: Evidence }),
  /** As git writes it; `leftOut`: characters of its end that are not kept. */
  z.object({ kind: z.literal("diff"), text: z.string(), leftOut: z.int() }),
]);
export type RunPart = z.infer<typeof RunPart>;

/** One reply of a role, with what it was told since its last one and what came of its calls; long texts are cut. */
export const SaidStep = z.object({
  /** ISO 8601, UTC. */
  at: z.string(),
  role: Role,
  model: z.string(),
  /** Counted within one conversation. */
  step: z.int(),
  told: z.array(z.string()),
  text: z.string(),
  calls: z.array(
    z.object({ name: z.string(), arguments: z.string(), answer: z.string(), failed: z.boolean() }),
  ),
  usage: Usage,
});
export type SaidStep = z.infer<typeof SaidStep>;
