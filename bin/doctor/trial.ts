// Asks the model of each role one small task for real: call a tool, read its result, call the next, in a stream.
import { z } from "zod";
import { addUsage, NO_USAGE, Role } from "../../src/domain/budget.ts";
import type { ModelFailure } from "../../src/domain/model-failure.ts";
import { converse } from "../../worker/agent/loop.ts";
import { startTranscript } from "../../worker/agent/transcript.ts";
import { type Model, ModelFailed, type Models } from "../../worker/models/model.ts";
import { parametersOf, tool } from "../../worker/tools/tool.ts";

/** `learned`: how the endpoint wants to be asked, by name. `said`: the model's last words. */
export type Trial = {
  role: Role;
  model: string;
  learned: Record<string, unknown>;
  /** Of all its replies. */
  tokens: number;
  ended:
    | { kind: "passed"; replies: number }
    | { kind: "no-reply"; failure: ModelFailure }
    /** `wrapper`: how its calls looked that it wrote as text; null: it wrote none. */
    | { kind: "no-calls"; said: string; wrapper: string | null }
    | { kind: "lost"; said: string };
};

const NUMBER = 4711;
const MOST_STEPS = 6;
const Found = z.object({ number: z.int() });

/** A few hundred tokens for each role. */
export async function tryModels(models: Models, signal: AbortSignal): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const role of Role.options) trials.push(await tryModel(role, models.forRole(role), signal));
  return trials;
}

async function tryModel(role: Role, model: Model, signal: AbortSignal): Promise<Trial> {
  let usage = NO_USAGE;
  const ended = await endOf(model, signal, (spent) => {
    usage = addUsage(usage, spent);
  });
  return {
    ...{ role, model: model.name, learned: model.learned(), ended },
    tokens: usage.inputTokens + usage.outputTokens,
  };
}

async function endOf(
  model: Model,
  signal: AbortSignal,
  onUsage: (usage: typeof NO_USAGE) => void,
): Promise<Trial["ended"]> {
  let replies = 0;
  const look = tool({
    name: "look",
    description: "Shows the text of a file.",
    effect: "reads",
    schema: z.object({ path: z.string().min(1) }),
    run: async ({ path }) => ({ text: `The number is ${NUMBER}.`, did: { path } }),
  });
  try {
    const end = await converse({
      model,
      transcript: startTranscript({
        system: "You use the tools that you are given, one at a time.",
        task: "Look at the file number.txt with `look`, and hand the number in it in with `done`.",
      }),
      tools: [look],
      handIn: {
        definition: { name: "done", description: "Hands the number in.", parameters: parametersOf(Found) },
        schema: Found,
      },
      budgetLeft: () => null,
      onUsage: (usage) => {
        replies += 1;
        onUsage(usage);
      },
      maxSteps: MOST_STEPS,
      signal,
    });
    switch (end.kind) {
      case "handed-in":
        return end.value.number === NUMBER
          ? { kind: "passed", replies }
          : { kind: "lost", said: String(end.value.number) };
      case "stopped-talking":
        return { kind: "no-calls", said: end.text, wrapper: end.asText?.wrapper ?? null };
      case "declined":
        return { kind: "lost", said: end.text };
      case "stuck":
        return { kind: "lost", said: end.refusal };
      case "out-of-steps":
      case "halted":
      case "out-of-budget":
        return { kind: "lost", said: "" };
      default:
        return end satisfies never;
    }
  } catch (thrown) {
    if (!(thrown instanceof ModelFailed)) throw thrown;
    return { kind: "no-reply", failure: thrown.failure };
  }
}
