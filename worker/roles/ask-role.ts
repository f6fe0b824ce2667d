// What every role works with, and how a role is asked for one structured result.
import { readFile } from "node:fs/promises";
import type { z } from "zod";
import type { Cap, Role, Usage } from "../../src/domain/budget.ts";
import type { Picture } from "../../src/domain/picture.ts";
import type { Silence } from "../../src/domain/reason.ts";
import { oneLine } from "../../src/domain/text.ts";
import type { HandInTool } from "../agent/calls.ts";
import { type Conversation, converse, type Step } from "../agent/loop.ts";
import { startTranscript, type Transcript } from "../agent/transcript.ts";
import type { Message, Model } from "../models/model.ts";
import { parametersOf, type Tool } from "../tools/tool.ts";

export type Equipment = {
  model(role: Role): Model;
  tools: Tool[];
  spend(role: Role, usage: Usage): void;
  exhausted(role: Role): Cap | null;
  /** Called with each step when it is done. */
  hear(heard: Heard): Promise<void>;
  /** Most replies in one conversation, whatever the budget allows. */
  maxSteps: number;
  signal: AbortSignal;
};

/** A step of a role, and what the role was told since its last step. */
export type Heard = { role: Role; model: string; told: Told[]; step: Step };
export type Told = { by: "system" | "user"; text: string };

/** How asking a role ended. */
export type HandIn<T> =
  | { kind: "handed-in"; value: T }
  | { kind: "out-of-budget"; cap: Cap }
  | { kind: "silent"; role: Role; silence: Silence };

export function handInTool<T>(name: string, description: string, schema: z.ZodType<T>): HandInTool<T> {
  return { definition: { name, description, parameters: parametersOf(schema) }, schema, shorter: SHORTER };
}

const SHORTER =
  "Hand in all of it again, in fewer words: short sentences, and nothing that was not asked for.";

/** Begins a conversation with a role: its prompt, and the task of this run with its pictures. */
export async function openTranscript(
  prompt: string,
  task: string,
  pictures: readonly Picture[] = [],
): Promise<Transcript> {
  return startTranscript({ system: await loadPrompt(prompt), task, pictures });
}

const PROMPTS = new URL("prompts/", import.meta.url);

export async function loadPrompt(name: string): Promise<string> {
  return (await readFile(new URL(`${name}.md`, PROMPTS), "utf8")).trim();
}

/** Watches a role at work. It may break the conversation off and knows why; then nothing is handed in. */
export type Watch = Required<Pick<Conversation<unknown>, "halts" | "remind">>;

export type Asking<T> = {
  role: Role;
  transcript: Transcript;
  handIn: HandInTool<T>;
  watch?: Watch;
};

/** Characters of what a model or a tool said last, in the outcome. */
const MAX_LAST_WORDS = 280;

export async function askRole<T>(
  { model, tools, spend, exhausted, hear, maxSteps, signal }: Equipment,
  { role, transcript, handIn, watch }: Asking<T>,
): Promise<HandIn<T>> {
  const chosen = model(role);
  const end = await converse({
    model: chosen,
    transcript,
    tools,
    handIn,
    budgetLeft: () => exhausted(role),
    onUsage: (usage) => spend(role, usage),
    onStep: (step) => hear({ role, model: chosen.name, told: toldBefore(transcript.messages()), step }),
    maxSteps,
    signal,
    ...watch,
  });
  switch (end.kind) {
    case "handed-in":
    case "out-of-budget":
      return end;
    case "out-of-steps":
      return { kind: "silent", role, silence: { kind: "out-of-steps", steps: maxSteps } };
    case "halted":
      return { kind: "silent", role, silence: { kind: "halted" } };
    case "cut":
      return { kind: "silent", role, silence: end };
    case "cut-short": {
      const { times, outputTokens, inside } = end;
      const tool = inside === null ? null : oneLine(inside, 64);
      return { kind: "silent", role, silence: { kind: "cut-short", times, outputTokens, tool } };
    }
    case "declined":
      return { kind: "silent", role, silence: { kind: "declined", said: oneLine(end.text, MAX_LAST_WORDS) } };
    case "stopped-talking": {
      const said = oneLine(end.text, MAX_LAST_WORDS);
      const silence = {
        kind: "not-handed-in",
        tool: handIn.definition.name,
        said,
        asText: end.asText,
      } as const;
      return { kind: "silent", role, silence };
    }
    case "stuck": {
      const { tool, times, refusal, text } = end;
      const words = {
        refused: oneLine(refusal, MAX_LAST_WORDS),
        said: oneLine(text, MAX_LAST_WORDS),
      };
      return { kind: "silent", role, silence: { kind: "stuck", tool: oneLine(tool, 64), times, ...words } };
    }
    default:
      return end satisfies never;
  }
}

/** What was said to the model between its newest reply and the one before, without results of tools. */
function toldBefore(messages: Message[]): Told[] {
  const newest = messages.findLastIndex((message) => message.role === "assistant");
  const before = messages.slice(0, Math.max(0, newest));
  const last = before.findLastIndex((message) => message.role === "assistant");
  return before
    .slice(last + 1)
    .flatMap(({ role, text }) => (role === "system" || role === "user" ? [{ by: role, text }] : []));
}
