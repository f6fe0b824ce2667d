// Puts a reply together from what a server sends, in a stream or whole. Tolerant, because servers take liberties.
import { z } from "zod";
import type { Reply, ToolCall } from "../model.ts";
import type { RawReply } from "../protocol.ts";
import { joinedFields, joinedParts, opaqueOf, textIn } from "./own-parts.ts";

const Count = z.int().nonnegative().catch(0);

const Counted = z.object({
  prompt_tokens: Count,
  completion_tokens: Count,
  prompt_tokens_details: z.object({ cached_tokens: Count }).nullish().catch(null),
  prompt_cache_hit_tokens: Count.nullish(),
});

const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? "");

/** Some servers send content in parts, some of which are text. */
const Content = z.union([Text, z.array(z.looseObject({ type: z.string() }))]);

/** Some servers send arguments as an object instead of as its text. */
const Arguments = z
  .unknown()
  .optional()
  .transform((given) => (typeof given === "string" ? given : given == null ? "" : JSON.stringify(given)));

/** All other fields of a call or a message are the provider's own. */
const CallPart = z.looseObject({
  index: z.int().nullish(),
  id: Text,
  function: z.object({ name: Text, arguments: Arguments }).nullish(),
});
type CallPart = z.infer<typeof CallPart>;

const Spoken = z.looseObject({ content: Content, refusal: Text, tool_calls: z.array(CallPart).nullish() });

/** Fields of the protocol: those that are read here, an older form of calls, and those that only servers write. */
const KNOWN = new Set(["role", "content", "refusal", "tool_calls", "function_call", "annotations"]);
const KNOWN_OF_CALL = new Set(["index", "id", "type", "function"]);

const Piece = z.object({
  choices: z
    .array(
      z.object({ delta: Spoken.nullish(), message: Spoken.nullish(), finish_reason: z.string().nullish() }),
    )
    .nullish(),
  usage: Counted.nullish().catch(null),
});

type Slot = ToolCall & { index: number | null; own: Record<string, unknown> };

/** Far more than any model writes. A faulty server must not fill our memory. */
const MAX_ANSWER_CHARACTERS = 4_000_000;

export class EndlessAnswer extends Error {
  override name = "EndlessAnswer";
  readonly maxCharacters = MAX_ANSWER_CHARACTERS;
}

export type Assembly = {
  /** Takes the next chunk of a stream, or a whole completion. Throws ZodError for anything else; EndlessAnswer. */
  take(piece: unknown): void;
  /** Null until a finish reason came. */
  answer(): RawReply | null;
};

export function assembly(): Assembly {
  const slots: Slot[] = [];
  const content = startContent();
  let message: Record<string, unknown> = {};
  let refusal = "";
  let size = 0;
  let reason: string | null = null;
  let counted: RawReply["counted"] = null;

  const grow = (spoken: z.infer<typeof Spoken>) => {
    size += JSON.stringify(spoken).length;
    if (size > MAX_ANSWER_CHARACTERS) throw new EndlessAnswer("the answer has no end");
    content.add(spoken.content);
    refusal += spoken.refusal;
    message = joinedFields(message, without(KNOWN, spoken));
    for (const part of spoken.tool_calls ?? []) growCall(slots, part);
  };

  return {
    take: (piece) => {
      const { choices, usage } = Piece.parse(piece);
      const choice = choices?.[0];
      const spoken = choice?.delta ?? choice?.message;
      if (spoken) grow(spoken);
      reason = choice?.finish_reason ?? reason;
      // No request is empty, so a server that says 0 did not count.
      if (usage && usage.prompt_tokens > 0) counted = countedBy(usage);
    },
    answer: () => {
      if (reason === null) return null;
      const toolCalls = slots.map(({ id, name, arguments: given }) => ({ id, name, arguments: given }));
      const parts = content.parts();
      const opaque = opaqueOf({ message, content: parts, calls: slots.map(({ own }) => own) });
      const finish = refusal === "" ? finishOf(reason, toolCalls.length) : "refused";
      return { text: textIn(parts) || refusal, toolCalls, opaque, finish, counted };
    },
  };
}

/** Content that comes as text, in parts, or first one and then the other. Text alone is by far the most. */
function startContent() {
  let before: unknown[] = [];
  let text = "";
  const parts = () => {
    if (text !== "") before = joinedParts(before, [{ type: "text", text }]);
    text = "";
    return before;
  };
  return {
    add: (piece: string | unknown[]) => {
      if (typeof piece === "string") text += piece;
      else before = joinedParts(parts(), piece);
    },
    parts,
  };
}

function growCall(slots: Slot[], part: CallPart): void {
  const fresh = { index: part.index ?? null, id: "", name: "", arguments: "", own: {} };
  const slot = slotOf(slots, part) ?? fresh;
  if (!slots.includes(slot)) slots.push(slot);
  slot.id ||= part.id;
  slot.name ||= part.function?.name ?? "";
  slot.arguments += part.function?.arguments ?? "";
  slot.own = joinedFields(slot.own, without(KNOWN_OF_CALL, part));
}

function without(names: Set<string>, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
}

/** The call with the same index, else with the same id, else the last one, unless the part brings a name of its own. */
function slotOf(slots: Slot[], part: CallPart): Slot | undefined {
  if (part.index != null) {
    const slot = slots.findLast((candidate) => candidate.index === part.index);
    // Some servers give each call the index 0. Then another id is another call.
    return slot && (part.id === "" || slot.id === "" || slot.id === part.id) ? slot : undefined;
  }
  if (part.id !== "") return slots.find((slot) => slot.id === part.id);
  const last = slots.at(-1);
  return part.function?.name && last?.name ? undefined : last;
}

function finishOf(reason: string, calls: number): Reply["finish"] {
  if (reason === "length") return "length";
  if (reason === "content_filter") return "refused";
  return calls > 0 ? "tool-calls" : "stop";
}

function countedBy(usage: z.infer<typeof Counted>): NonNullable<RawReply["counted"]> {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? 0;
  return {
    inputTokens: usage.prompt_tokens,
    cachedTokens: Math.min(cached, usage.prompt_tokens),
    outputTokens: usage.completion_tokens,
  };
}
