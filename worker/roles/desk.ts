// What every role works with, and how one of them is asked for one structured answer.
import type { z } from "zod";
import type { Cap, Role, Usage } from "../../src/domain/budget.ts";
import type { Silence } from "../../src/domain/reason.ts";
import { type Conversation, converse, type Finish, type Step } from "../agent/loop.ts";
import { loadPrompt } from "../agent/prompt.ts";
import { startTranscript, type Transcript } from "../agent/transcript.ts";
import type { Message, Model } from "../models/model.ts";
import { parametersOf, type Tool } from "../tools/tool.ts";

export type Desk = {
  model(role: Role): Model;
  tools: Tool[];
  spend(role: Role, usage: Usage): void;
  exhausted(role: Role): Cap | null;
  /** Told every step once it is done. */
  hear(heard: Heard): Promise<void>;
  /** Replies in one conversation, whatever the budget says. */
  maxSteps: number;
  signal: AbortSignal;
};

/** A step of a role, and what the role was told since the one before. */
export type Heard = { role: Role; model: string; told: Told[]; step: Step };
export type Told = { by: "system" | "user"; text: string };

export type Answer<T> =
  | { kind: "answered"; value: T }
  | { kind: "out-of-budget"; cap: Cap }
  | { kind: "no-answer"; role: Role; silence: Silence };

/** The tool whose valid call is the answer. */
export function finishing<T>(name: string, description: string, schema: z.ZodType<T>): Finish<T> {
  return { definition: { name, description, parameters: parametersOf(schema) }, schema };
}

export async function openTranscript(prompt: string, task: string): Promise<Transcript> {
  return startTranscript({ system: await loadPrompt(prompt), task });
}

/** What somebody has an eye on while a role works. Who breaks a conversation off knows why; its answer does not come. */
export type Watch = Required<Pick<Conversation<unknown>, "halts" | "remind">>;

export async function talk<T>(
  role: Role,
  desk: Desk,
  transcript: Transcript,
  finish: Finish<T>,
  watch: Watch | null = null,
): Promise<Answer<T>> {
  const model = desk.model(role);
  const ending = await converse({
    model,
    transcript,
    tools: desk.tools,
    finish,
    budgetLeft: () => desk.exhausted(role),
    onUsage: (usage) => desk.spend(role, usage),
    onStep: (step) => desk.hear({ role, model: model.name, told: toldBefore(transcript.messages()), step }),
    maxSteps: desk.maxSteps,
    signal: desk.signal,
    ...watch,
  });
  switch (ending.kind) {
    case "finished":
      return { kind: "answered", value: ending.value };
    case "out-of-budget":
      return { kind: "out-of-budget", cap: ending.cap };
    case "out-of-steps":
      return { kind: "no-answer", role, silence: { kind: "out-of-steps", steps: desk.maxSteps } };
    case "halted":
      return { kind: "no-answer", role, silence: { kind: "halted" } };
    case "stopped-talking":
      return {
        kind: "no-answer",
        role,
        silence: { kind: "not-handed-in", tool: finish.definition.name },
      };
    default:
      return ending satisfies never;
  }
}

/** What stands before the newest reply and after the one before it, without answers of tools. */
function toldBefore(messages: Message[]): Told[] {
  const newest = messages.findLastIndex((message) => message.role === "assistant");
  const before = messages.slice(0, Math.max(0, newest));
  const last = before.findLastIndex((message) => message.role === "assistant");
  return before
    .slice(last + 1)
    .flatMap(({ role, text }) => (role === "system" || role === "user" ? [{ by: role, text }] : []));
}
