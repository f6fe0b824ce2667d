// Puts a reply together from the events of a response, or from a whole response.
import { z } from "zod";
import type { ToolCall } from "../model.ts";
import type { RawReply } from "../protocol.ts";
import { MAX_ANSWER_CHARACTERS } from "../wire/body.ts";
import { countedBy, Usage } from "../wire/counts.ts";
import type { Assembly } from "../wire/learning.ts";
import { EndlessAnswer } from "../wire/trouble.ts";
import { Item, opaqueOf } from "./items.ts";

/** `status` and the rest say how it ended. */
const Whole = z.looseObject({
  status: z.string().nullish().catch(null),
  incomplete_details: z.looseObject({ reason: z.string().nullish() }).nullish().catch(null),
  output: z.array(Item).nullish().catch(null),
  usage: Usage,
});
type Whole = z.infer<typeof Whole>;

const Event = z.looseObject({
  type: z.string(),
  output_index: z.int().catch(0),
  delta: z.string().catch(""),
  item: Item.nullish().catch(null),
  response: Whole.nullish().catch(null),
});

const Message = z.looseObject({ type: z.literal("message"), content: z.array(Item).catch([]) });
const Call = z.looseObject({
  type: z.literal("function_call"),
  call_id: z.string().catch(""),
  name: z.string().catch(""),
  arguments: z.string().catch(""),
});
const Text = z.looseObject({ type: z.literal("output_text"), text: z.string() });
const Refusal = z.looseObject({ type: z.literal("refusal"), refusal: z.string() });

/** An item while it comes in pieces. `done`: it came whole. */
type Growing = { item: Item; text: string; written: string; done: boolean };

export function assembly(): Assembly {
  const growing = new Map<number, Growing>();
  let whole: Whole | null = null;
  let size = 0;

  const at = (index: number, type: string): Growing => {
    const found = growing.get(index) ?? { item: { type }, text: "", written: "", done: false };
    growing.set(index, found);
    return found;
  };
  return {
    take: (json) => {
      size += JSON.stringify(json).length;
      if (size > MAX_ANSWER_CHARACTERS * 2) throw new EndlessAnswer(MAX_ANSWER_CHARACTERS);
      const given = z.looseObject({ type: z.string().optional(), object: z.string().optional() }).parse(json);
      if (given.type === undefined) {
        whole = Whole.parse(json);
        return;
      }
      const { type, output_index: index, delta, item, response } = Event.parse(json);
      if (type === "response.output_text.delta") at(index, "message").text += delta;
      if (type === "response.function_call_arguments.delta") at(index, "function_call").written += delta;
      if (item && type === "response.output_item.added") at(index, item.type).item = item;
      if (item && type === "response.output_item.done")
        Object.assign(at(index, item.type), { item, done: true });
      if (response && ENDS.has(type)) whole = response;
    },
    answer: (ended) => {
      if (whole === null && !ended) return null;
      const came = [...growing].sort(([a], [b]) => a - b).map(([, each]) => grown(each));
      const items = whole?.output && whole.output.length > 0 ? whole.output : came;
      return replyOf(items, whole);
    },
  };
}

const ENDS = new Set(["response.completed", "response.incomplete", "response.done"]);

/** For servers that never send an item whole. */
function grown({ item, text, written, done }: Growing): Item {
  if (done) return item;
  if (item.type === "function_call") return { ...item, arguments: written || item.arguments };
  if (item.type === "message" && text !== "")
    return { ...item, role: "assistant", content: [{ type: "output_text", text, annotations: [] }] };
  return item;
}

function replyOf(items: Item[], whole: Whole | null): RawReply {
  const parts = items.flatMap((item) => Message.safeParse(item).data?.content ?? []);
  const said = parts.map((part) => Text.safeParse(part).data?.text ?? "").join("");
  const refused = parts.map((part) => Refusal.safeParse(part).data?.refusal ?? "").join("");
  const toolCalls = items.flatMap(callIn);
  return {
    text: said || refused,
    toolCalls,
    opaque: opaqueOf(items),
    finish: finishOf(whole, refused !== "", toolCalls.length),
    counted: countedBy(whole?.usage),
  };
}

function callIn(item: Item): ToolCall[] {
  const call = Call.safeParse(item).data;
  return call === undefined ? [] : [{ id: call.call_id, name: call.name, arguments: call.arguments }];
}

function finishOf(whole: Whole | null, refused: boolean, calls: number): RawReply["finish"] {
  if (refused || whole?.incomplete_details?.reason === "content_filter") return "refused";
  if (whole?.status === "incomplete") return "length";
  return calls > 0 ? "tool-calls" : "stop";
}
