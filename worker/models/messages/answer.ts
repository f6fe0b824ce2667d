// Puts a reply together from the events of a message, or from a whole message.
import { z } from "zod";
import type { Reply } from "../model.ts";
import type { Tokens } from "../price.ts";
import { MAX_ANSWER_CHARACTERS } from "../wire/body.ts";
import { type CallSlots, callSlots } from "../wire/call-slots.ts";
import { joinedFields } from "../wire/joined.ts";
import type { Assembly } from "../wire/learning.ts";
import { EndlessAnswer } from "../wire/trouble.ts";
import { Block, opaqueOf } from "./blocks.ts";

const Count = z.int().nonnegative().nullish().catch(null);
const Usage = z
  .object({
    input_tokens: Count,
    output_tokens: Count,
    cache_read_input_tokens: Count,
    cache_creation_input_tokens: Count,
  })
  .nullish()
  .catch(null);
type Usage = z.infer<typeof Usage>;

const Reason = z.string().nullish().catch(null);
const Message = z.looseObject({ content: z.array(Block).catch([]), stop_reason: Reason, usage: Usage });
const Index = z.int().catch(0);

const Event = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("message"), ...Message.shape }),
  z.looseObject({ type: z.literal("message_start"), message: Message }),
  z.looseObject({ type: z.literal("content_block_start"), index: Index, content_block: Block }),
  z.looseObject({ type: z.literal("content_block_delta"), index: Index, delta: Block }),
  z.looseObject({ type: z.literal("content_block_stop") }),
  z.looseObject({
    type: z.literal("message_delta"),
    delta: z.looseObject({ stop_reason: Reason }),
    usage: Usage,
  }),
  z.looseObject({ type: z.literal("message_stop") }),
  z.looseObject({ type: z.literal("ping") }),
]);

const KNOWN = new Set<string>(Event.options.map(({ shape }) => shape.type.value));

/** A call's arguments come as pieces of text, beside its block. */
const Call = z.looseObject({ id: z.string().catch(""), name: z.string().catch(""), input: z.unknown() });
const Piece = z.looseObject({ partial_json: z.string() });
const Text = z.looseObject({ type: z.literal("text"), text: z.string() });

export function assembly(): Assembly {
  const blocks = new Map<number, Block>();
  const calls = callSlots();
  let counted: NonNullable<Usage> = {};
  let reason = "";
  let stopped = false;
  let size = 0;

  const begin = (index: number, block: Block) => {
    blocks.set(index, block);
    if (block.type === "tool_use") takeCall(calls, index, block);
  };
  const count = (usage: Usage) => {
    const said = Object.entries(usage ?? {}).filter(([, value]) => value !== null && value !== undefined);
    counted = { ...counted, ...Object.fromEntries(said) };
  };
  const start = ({ content, usage, stop_reason }: z.infer<typeof Message>) => {
    for (const [index, block] of content.entries()) begin(index, block);
    count(usage);
    reason = stop_reason ?? reason;
  };

  return {
    take: (json) => {
      size += JSON.stringify(json).length;
      if (size > MAX_ANSWER_CHARACTERS * 2) throw new EndlessAnswer(MAX_ANSWER_CHARACTERS);
      const { type } = z.looseObject({ type: z.string() }).parse(json);
      // New kinds of events may come: https://platform.claude.com/docs/en/build-with-claude/streaming
      if (!KNOWN.has(type)) return;
      const event = Event.parse(json);
      switch (event.type) {
        case "message":
          return start(event);
        case "message_start":
          return start(event.message);
        case "content_block_start":
          return begin(event.index, event.content_block);
        case "content_block_delta":
          return grow(event.index, event.delta, blocks, calls);
        case "message_delta":
          reason = event.delta.stop_reason ?? reason;
          return count(event.usage);
        case "message_stop":
          stopped = true;
          return;
        case "content_block_stop":
        case "ping":
          return;
        default:
          event satisfies never;
      }
    },
    answer: (ended) => {
      if (reason === "" && !stopped && !ended) return null;
      const said = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
      const toolCalls = calls.calls().map(({ own: _, ...call }) => call);
      return {
        text: said.map((block) => Text.safeParse(block).data?.text ?? "").join(""),
        toolCalls,
        opaque: opaqueOf(said),
        finish: finishOf(reason, toolCalls.length),
        counted: countedBy(counted),
      };
    },
  };
}

function takeCall(calls: CallSlots, index: number, block: Block): void {
  const { id, name, input } = Call.parse(block);
  const given = input === undefined || input === null ? "" : JSON.stringify(input);
  calls.take({ index, id, name, arguments: given, own: {} });
}

function grow(index: number, delta: Block, blocks: Map<number, Block>, calls: CallSlots): void {
  const piece = Piece.safeParse(delta).data;
  if (piece !== undefined) {
    calls.take({ index, id: "", name: "", arguments: piece.partial_json, own: {} });
    return;
  }
  const { type: _, ...fields } = delta;
  const before = blocks.get(index) ?? { type: "text" };
  blocks.set(index, { ...joinedFields(before, fields), type: before.type });
}

function finishOf(reason: string, calls: number): Reply["finish"] {
  if (reason === "max_tokens" || reason === "model_context_window_exceeded") return "length";
  if (reason === "refusal") return "refused";
  return calls > 0 ? "tool-calls" : "stop";
}

/** The protocol counts what was read from the cache, and what was written there, beside the rest of the input. */
function countedBy(usage: NonNullable<Usage>): Tokens | null {
  const cached = usage.cache_read_input_tokens ?? 0;
  const written = usage.cache_creation_input_tokens ?? 0;
  const inputTokens = (usage.input_tokens ?? 0) + cached + written;
  if (inputTokens === 0) return null;
  return {
    inputTokens,
    cachedTokens: cached,
    ...(written > 0 && { cacheWriteTokens: written }),
    outputTokens: usage.output_tokens ?? 0,
  };
}
