// What a role works with: the models that the rules name, the given tools, and the run's own budget.
import type { Rules } from "../../../src/domain/rules.ts";
import type { Model, Request } from "../../models/model.ts";
import type { Equipment } from "../../roles/ask-role.ts";
import type { Tool } from "../../tools/tool.ts";
import { watchedTool } from "../../tools/watched.ts";
import type { Run } from "../state/begin.ts";
import type { Learn } from "../state/state.ts";

export type EquipNeeds = Pick<Run, "models" | "meter" | "hear" | "replies" | "note" | "telemetry"> & {
  learn: Learn<"usage">;
};

/** Replies in one conversation: far above what a run needs, far below an endless one. */
const MAX_STEPS = 200;

export function equip(run: EquipNeeds, rules: Rules, tools: Tool[], signal: AbortSignal): Equipment {
  const { models, meter, hear, replies, learn, telemetry } = run;
  return {
    model: (role) => seeing(replies.remembering(role, models.forRole(role, rules.models[role])), run),
    tools: tools.map((tool) => watchedTool(tool, telemetry)),
    spend: (role, usage) => {
      if (replies.isPaid(usage)) return;
      meter.spend(role, usage);
      learn({ usage: meter.byRole() });
    },
    exhausted: (role) => meter.exhausted(role),
    hear,
    maxSteps: MAX_STEPS,
    signal,
  };
}

/** Says once which model was asked without the pictures of its task. */
function seeing(model: Model, { note }: Pick<EquipNeeds, "note">): Model {
  let isSaid = false;
  return {
    ...model,
    get contextTokens() {
      return model.contextTokens;
    },
    reply: async (request) => {
      const reply = await model.reply(request);
      const pictures = picturesIn(request);
      if (pictures > 0 && !isSaid && !model.takesPictures()) {
        note([{ kind: "pictures-not-seen", model: model.name, pictures }]);
        isSaid = true;
      }
      return reply;
    },
  };
}

function picturesIn({ messages }: Request): number {
  const counts = messages.map((message) => (message.role === "user" ? (message.pictures ?? []).length : 0));
  return counts.reduce((sum, count) => sum + count, 0);
}
