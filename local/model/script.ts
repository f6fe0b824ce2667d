// The script of the scripted model: scenes chosen by role and content, with turns counted in the request itself.
import { z } from "zod";
import type { Role } from "../../src/domain/budget.ts";

const ToolName = z.string().regex(/^[\w-]{1,64}$/);

const SaidCall = z.looseObject({
  id: z.string().min(1),
  type: z.literal("function"),
  function: z.object({ name: ToolName, arguments: z.string().refine(isJsonObject, "must be a JSON object") }),
});

/** What the script reads in place of a picture. */
export const A_PICTURE = "(a picture)";
export const DATA_URL = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/;

/** Content as parts. The script reads their text. */
const Parts = z
  .array(z.looseObject({ type: z.string(), text: z.string().optional() }))
  .transform((parts) => parts.map(({ text = "" }) => text).join(""));

/** A user's parts, which show pictures. The script reads each as a word. */
const SeenParts = z
  .array(
    z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("text"), text: z.string() }),
      z.strictObject({
        type: z.literal("image_url"),
        image_url: z.strictObject({ url: z.string().regex(DATA_URL) }),
      }),
    ]),
  )
  .min(1)
  .transform((parts) => parts.map((part) => (part.type === "text" ? part.text : A_PICTURE)).join("\n"));

const SaidMessage = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content: z.string() }),
  z.object({ role: z.literal("user"), content: z.union([z.string(), SeenParts]) }),
  z.object({ role: z.literal("tool"), content: z.string(), tool_call_id: z.string() }),
  z.looseObject({
    role: z.literal("assistant"),
    content: z.union([z.string(), Parts]).nullable(),
    tool_calls: z.array(SaidCall).min(1).optional(),
  }),
]);

/** Strict: refuses everything that the real endpoints would refuse. */
export const ChatRequest = z.strictObject({
  model: z.string().min(1),
  messages: z.array(SaidMessage).min(1),
  tools: z
    .array(
      z.object({
        type: z.literal("function"),
        function: z.object({
          name: ToolName,
          description: z.string(),
          parameters: z.looseObject({ type: z.literal("object") }),
        }),
      }),
    )
    .min(1)
    .optional(),
  tool_choice: z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) }).optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** An object in `arguments` is written as JSON; a string is sent as it is. */
export type ScriptedCall = {
  name: string;
  arguments: string | Record<string, unknown>;
  /** Fields of the call that the protocol does not know. */
  own?: Record<string, unknown>;
};

/** As a stream sends it. `cut`: without its last character. */
export function textOfCall({ arguments: given }: ScriptedCall, cut: boolean): string {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  return cut ? text.slice(0, -1) : text;
}

export type Turn = {
  text?: string;
  calls?: ScriptedCall[];
  /** Default: it follows from the calls. */
  finish?: "stop" | "length" | "content_filter";
  /** Fields of the message that the protocol does not know. */
  own?: Record<string, unknown>;
  /** The content as parts instead of a text. */
  parts?: { type: string; [field: string]: unknown }[];
};

export type Scene = {
  role: Role;
  /** Default: every request of the role. The first scene that accepts a request plays it. */
  when?: (request: ChatRequest) => boolean;
  /** The turn's index is the number of assistant messages in the request, so a repeated request gets the same reply. */
  turns: Turn[] | ((request: ChatRequest, turn: number) => Turn);
};

export type Script = Scene[];

const MODELS: Record<Role, string> = {
  architect: "scripted-architect",
  coder: "scripted-coder",
  reviewer: "scripted-reviewer",
};

/** The model names to configure, by role. */
export const SCRIPTED_MODELS: Readonly<Record<Role, string>> = MODELS;

/** The turn to play, or a sentence that says why there is none. */
export function turnFor(script: Script, request: ChatRequest): Turn | string {
  const scene = script.find(
    (candidate) => MODELS[candidate.role] === request.model && (candidate.when?.(request) ?? true),
  );
  if (scene === undefined) return `the script has no scene of ${request.model} for this request`;
  const index = request.messages.filter((message) => message.role === "assistant").length;
  if (typeof scene.turns === "function") return scene.turns(request, index);
  return (
    scene.turns[index] ?? `the scene of ${request.model} has ${scene.turns.length} turns, not ${index + 1}`
  );
}

/** All text of a request, for a scene's `when`. */
export function textOf(request: ChatRequest): string {
  return request.messages.map((message) => message.content ?? "").join("\n");
}

/** True if every call of an assistant is answered once, at once, in any order, and nothing else is answered. */
export function answersEveryCall({ messages }: ChatRequest): boolean {
  const waiting = new Set<string>();
  for (const message of messages) {
    if (message.role === "tool") {
      if (!waiting.delete(message.tool_call_id)) return false;
    } else if (waiting.size > 0) return false;
    if (message.role === "assistant") for (const call of message.tool_calls ?? []) waiting.add(call.id);
  }
  return waiting.size === 0;
}

export function isScripted(model: string): boolean {
  return Object.values(MODELS).includes(model);
}

const Fields = z.record(z.string(), z.unknown());

function isJsonObject(text: string): boolean {
  try {
    return Fields.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
