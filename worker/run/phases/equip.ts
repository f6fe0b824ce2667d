// What a role works with: the models that the rules name, the given tools, and the run's own budget.
import type { Rules } from "../../../src/domain/rules.ts";
import type { Equipment } from "../../roles/ask-role.ts";
import type { Tool } from "../../tools/tool.ts";
import type { Run } from "../state/begin.ts";
import type { Learn } from "../state/state.ts";

export type EquipNeeds = Pick<Run, "models" | "meter" | "recorder" | "replies"> & { learn: Learn<"usage"> };

/** Replies in one conversation: far above what a run needs, far below an endless one. */
const MAX_STEPS = 200;

export function equip(run: EquipNeeds, rules: Rules, tools: Tool[], signal: AbortSignal): Equipment {
  const { models, meter, recorder, replies, learn } = run;
  return {
    model: (role) => replies.remembering(role, models.forRole(role, rules.models[role])),
    tools,
    spend: (role, usage) => {
      if (replies.isPaid(usage)) return;
      meter.spend(role, usage);
      learn({ usage: meter.byRole() });
    },
    exhausted: (role) => meter.exhausted(role),
    hear: recorder.hear,
    maxSteps: MAX_STEPS,
    signal,
  };
}
