// What every role works with, and how one of them is asked for one structured answer.
import type { z } from "zod";
import type { Cap, Role, Usage } from "../../src/domain/budget.ts";
import { converse, type Finish } from "../agent/loop.ts";
import { loadPrompt } from "../agent/prompt.ts";
import { startTranscript, type Transcript } from "../agent/transcript.ts";
import type { Model } from "../models/model.ts";
import { parametersOf, type Tool } from "../tools/tool.ts";

export type Desk = {
  model(role: Role): Model;
  tools: Tool[];
  spend(role: Role, usage: Usage): void;
  exhausted(role: Role): Cap | null;
  /** Replies in one conversation, whatever the budget says. */
  maxSteps: number;
  signal: AbortSignal;
};

export type Answer<T> =
  | { kind: "answered"; value: T }
  | { kind: "out-of-budget"; cap: Cap }
  | { kind: "no-answer"; because: string };

/** The tool whose valid call is the answer. */
export function finishing<T>(name: string, description: string, schema: z.ZodType<T>): Finish<T> {
  return { definition: { name, description, parameters: parametersOf(schema) }, schema };
}

export async function openTranscript(prompt: string, task: string): Promise<Transcript> {
  return startTranscript({ system: await loadPrompt(prompt), task });
}

export async function talk<T>(
  role: Role,
  desk: Desk,
  transcript: Transcript,
  finish: Finish<T>,
): Promise<Answer<T>> {
  const ending = await converse({
    model: desk.model(role),
    transcript,
    tools: desk.tools,
    finish,
    budgetLeft: () => desk.exhausted(role),
    onUsage: (usage) => desk.spend(role, usage),
    maxSteps: desk.maxSteps,
    signal: desk.signal,
  });
  switch (ending.kind) {
    case "finished":
      return { kind: "answered", value: ending.value };
    case "out-of-budget":
      return { kind: "out-of-budget", cap: ending.cap };
    case "out-of-steps":
      return { kind: "no-answer", because: `the ${role} did not finish within ${desk.maxSteps} steps` };
    case "stopped-talking":
      return { kind: "no-answer", because: `the ${role} stopped without \`${finish.definition.name}\`` };
    default:
      return ending satisfies never;
  }
}
