// Asks the model of each role one small task for real: call a tool, read its long result, call the next, in a stream.
import { randomInt } from "node:crypto";
import { estimateTokenCount } from "tokenx";
import { z } from "zod";
import { addUsage, NO_USAGE, Role, type Usage } from "../../src/domain/budget.ts";
import type { ModelFailure } from "../../src/domain/model-failure.ts";
import { type ConversationEnd, converse } from "../../worker/agent/loop.ts";
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
    /**
     * It forgot what it was told: its endpoint left out a part of the conversation without a word. `sentTokens`: an estimate.
     */
    | { kind: "cut"; sentTokens: number; countedTokens: number }
    | { kind: "lost"; said: string };
};

const MOST_STEPS = 6;
const Found = z.object({ code: z.int(), number: z.int() });

/** Some 10,000 tokens: a server that holds less is of no use for code. */
const LINES = 2_000;
/** The model's own tokenizer may count less than our estimate. */
const LEAST_COUNTED = 0.6;

/** Some 12,000 tokens for each role. */
export async function tryModels(models: Models, signal: AbortSignal): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const role of Role.options) trials.push(await tryModel(role, models.forRole(role), signal));
  return trials;
}

async function tryModel(role: Role, model: Model, signal: AbortSignal): Promise<Trial> {
  const usages: Usage[] = [];
  const ended = await endOf(model, signal, usages);
  const { inputTokens, outputTokens } = usages.reduce(addUsage, NO_USAGE);
  return {
    ...{ role, model: model.name, learned: model.learned(), ended },
    tokens: inputTokens + outputTokens,
  };
}

/** The code is said first and the number last, so that only a conversation that arrives whole has both. */
function aTask() {
  const code = randomInt(10_000, 100_000);
  const number = randomInt(10_000, 100_000);
  const lines = Array.from({ length: LINES }, (_, at) => `Line ${at + 1} says nothing.`);
  return {
    ...{ code, number, file: [...lines, `The number is ${number}.`].join("\n") },
    task: `The code is ${code}. Look at the file number.txt with \`look\`, and hand in this code and the number in the file with \`done\`.`,
  };
}

/** `usages` gets that of each reply. */
async function endOf(model: Model, signal: AbortSignal, usages: Usage[]): Promise<Trial["ended"]> {
  const { code, number, file, task } = aTask();
  let isSent = false;
  const look = tool({
    name: "look",
    description: "Shows the text of a file.",
    effect: "reads",
    schema: z.object({ path: z.string().min(1) }),
    run: async ({ path }) => {
      isSent = true;
      return { text: file, did: { path } };
    },
  });
  try {
    const end = await converse({
      model,
      transcript: startTranscript({ system: "You use the tools that you are given, one at a time.", task }),
      tools: [look],
      handIn: {
        definition: { name: "done", description: "Hands both in.", parameters: parametersOf(Found) },
        schema: Found,
      },
      budgetLeft: () => null,
      onUsage: (usage) => usages.push(usage),
      maxSteps: MOST_STEPS,
      maxResultCharacters: file.length,
      signal,
    });
    if (end.kind === "handed-in" && end.value.code === code && end.value.number === number)
      return { kind: "passed", replies: usages.length };
    if (end.kind === "cut") return end;
    const sentTokens = estimateTokenCount(file);
    const countedTokens = usages.at(-1)?.inputTokens ?? 0;
    const isCut = isSent && countedTokens < sentTokens * LEAST_COUNTED;
    return isCut ? { kind: "cut", sentTokens, countedTokens } : missed(end);
  } catch (thrown) {
    if (!(thrown instanceof ModelFailed)) throw thrown;
    return { kind: "no-reply", failure: thrown.failure };
  }
}

function missed(end: Exclude<ConversationEnd<z.infer<typeof Found>>, { kind: "cut" }>): Trial["ended"] {
  switch (end.kind) {
    case "handed-in":
      return { kind: "lost", said: JSON.stringify(end.value) };
    case "stopped-talking":
      return { kind: "no-calls", said: end.text, wrapper: end.asText?.wrapper ?? null };
    case "declined":
    case "cut-short":
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
}
