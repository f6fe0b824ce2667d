// What a server answers, streamed or whole, put together as one answer. Tolerant: servers take liberties.
import { z } from "zod";
import type { Reply, ToolCall } from "../model.ts";

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

/** Some servers send arguments as an object instead of as its text. */
const Arguments = z
  .unknown()
  .transform((given) => (typeof given === "string" ? given : given == null ? "" : JSON.stringify(given)));

const CallPart = z.object({
  index: z.int().nullish(),
  id: Text,
  function: z.object({ name: Text, arguments: Arguments }).nullish(),
});
type CallPart = z.infer<typeof CallPart>;

const Said = z.object({ content: Text, refusal: Text, tool_calls: z.array(CallPart).nullish() });

const Piece = z.object({
  choices: z
    .array(z.object({ delta: Said.nullish(), message: Said.nullish(), finish_reason: z.string().nullish() }))
    .nullish(),
  usage: Counted.nullish().catch(null),
});

export type Answer = Pick<Reply, "text" | "toolCalls" | "finish"> & {
  /** Null where the server did not count. */
  counted: { inputTokens: number; cachedTokens: number; outputTokens: number } | null;
};

type Slot = ToolCall & { index: number | null };

/** Far above any model's output: more is a fault of the server, and must not fill our memory. */
const MAX_ANSWER_CHARACTERS = 4_000_000;

export type Assembly = {
  /** Takes the next chunk of a stream, or a whole completion. Throws what is neither, and what is endless. */
  take(piece: unknown): void;
  /** Null while no finish reason came: the answer is not whole. */
  answer(): Answer | null;
};

export function assembly(): Assembly {
  const slots: Slot[] = [];
  let text = "";
  let refusal = "";
  let size = 0;
  let reason: string | null = null;
  let counted: Answer["counted"] = null;
  return {
    take: (piece) => {
      const { choices, usage } = Piece.parse(piece);
      const choice = choices?.[0];
      const said = choice?.delta ?? choice?.message;
      size += said === null || said === undefined ? 0 : JSON.stringify(said).length;
      if (size > MAX_ANSWER_CHARACTERS) throw new Error("the answer has no end");
      text += said?.content ?? "";
      refusal += said?.refusal ?? "";
      for (const part of said?.tool_calls ?? []) grow(slots, part);
      reason = choice?.finish_reason ?? reason;
      // No request is empty: a server that says 0 did not count.
      if (usage && usage.prompt_tokens > 0) counted = countedBy(usage);
    },
    answer: () => {
      if (reason === null) return null;
      const toolCalls = slots.map(({ id, name, arguments: given }) => ({ id, name, arguments: given }));
      const finish = refusal === "" ? finishOf(reason, toolCalls.length) : "refused";
      return { text: text === "" ? refusal : text, toolCalls, finish, counted };
    },
  };
}

function grow(slots: Slot[], part: CallPart): void {
  const slot = slotOf(slots, part) ?? { index: part.index ?? null, id: "", name: "", arguments: "" };
  if (!slots.includes(slot)) slots.push(slot);
  slot.id ||= part.id;
  slot.name ||= part.function?.name ?? "";
  slot.arguments += part.function?.arguments ?? "";
}

/** By index; without one by id; without either the call that was growing, until the next one names itself. */
function slotOf(slots: Slot[], part: CallPart): Slot | undefined {
  if (part.index != null) {
    const slot = slots.findLast((candidate) => candidate.index === part.index);
    // Some servers give every call the index 0: another id is then another call.
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

function countedBy(usage: z.infer<typeof Counted>): NonNullable<Answer["counted"]> {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? 0;
  return {
    inputTokens: usage.prompt_tokens,
    cachedTokens: Math.min(cached, usage.prompt_tokens),
    outputTokens: usage.completion_tokens,
  };
}
