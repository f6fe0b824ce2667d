// Anthropic's messages, as the scripted model speaks them: https://docs.anthropic.com/en/api/messages and .../streaming
import { z } from "zod";
import { A_PICTURE, ChatRequest, type Turn, textOfCall } from "./script.ts";
import type { ErrorAnswer, Oddities, Speaker, Telling } from "./speaker.ts";

const Cached = z.strictObject({ type: z.literal("ephemeral"), ttl: z.enum(["5m", "1h"]).optional() });
const mark = { cache_control: Cached.optional() };
const Id = z.string().regex(/^[a-zA-Z0-9_-]+$/);

const Said = z.strictObject({ type: z.literal("text"), text: z.string().regex(/\S/), ...mark });
/** https://docs.claude.com/en/docs/build-with-claude/vision */
const Seen = z.strictObject({
  type: z.literal("image"),
  source: z.strictObject({
    type: z.literal("base64"),
    media_type: z.enum(["image/jpeg", "image/png", "image/gif", "image/webp"]),
    data: z.base64().min(1),
  }),
  ...mark,
});
const UserBlock = z.discriminatedUnion("type", [
  Said,
  Seen,
  z.strictObject({ type: z.literal("tool_result"), tool_use_id: Id, content: z.string(), ...mark }),
]);
const AssistantBlock = z.discriminatedUnion("type", [
  Said,
  z.strictObject({
    ...{ type: z.literal("tool_use"), id: Id, name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/) },
    ...{ input: z.record(z.string(), z.unknown()), ...mark },
  }),
  z.strictObject({ type: z.literal("thinking"), thinking: z.string(), signature: z.string().min(1) }),
  z.strictObject({ type: z.literal("redacted_thinking"), data: z.string() }),
]);

const Request = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.int().positive(),
  cache_control: Cached.optional(),
  system: z.array(Said).min(1).optional(),
  tools: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
        description: z.string(),
        input_schema: z.looseObject({ type: z.literal("object") }),
        ...mark,
      }),
    )
    .optional(),
  messages: z
    .array(
      z.discriminatedUnion("role", [
        z.strictObject({ role: z.literal("user"), content: z.array(UserBlock).min(1) }),
        z.strictObject({ role: z.literal("assistant"), content: z.array(AssistantBlock).min(1) }),
      ]),
    )
    .min(1),
  stream: z.boolean().optional(),
});
type Request = z.infer<typeof Request>;

export const messagesSpeaker: Speaker = {
  read: (body) => {
    const parsed = Request.safeParse(body);
    if (!parsed.success) return parsed.error.message;
    return faultIn(parsed.data) ?? ChatRequest.parse(asChat(parsed.data));
  },
  whole: (telling, odd) => ({
    ...{ id: `msg_${telling.turnNumber}`, type: "message", role: "assistant", model: telling.model },
    content: blocksOf(telling, odd),
    ...{ stop_reason: reasonOf(telling.turn), stop_sequence: null },
    ...(!odd.noUsage && { usage: { ...inputOf(telling), output_tokens: telling.counted.completion } }),
  }),
  events,
  named: true,
  end: "",
  refusal,
};

/** Roles alternate, and the results of all calls come first in the turn after them. */
function faultIn({ messages }: Request): string | null {
  for (const [index, { role, content }] of messages.entries()) {
    const before = messages[index - 1];
    if (before?.role === role) return "messages: roles must alternate";
    const called = before?.content.flatMap((block) => (block.type === "tool_use" ? [block.id] : [])) ?? [];
    const answered = content.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : []));
    const first = content.slice(0, answered.length).every(({ type }) => type === "tool_result");
    if (!first || called.toSorted().join() !== answered.toSorted().join())
      return "messages: each `tool_use` block must have a `tool_result` block in the next message, first in it";
  }
  return messages[0]?.role === "user" ? null : "messages: first message must use the user role";
}

/** The same conversation in the form that the script reads. */
function asChat({ model, system = [], tools = [], messages, max_tokens, stream }: Request): object {
  return {
    ...{ model, max_tokens, ...(stream !== undefined && { stream }) },
    messages: [
      ...system.map(({ text }) => ({ role: "system", content: text })),
      ...messages.flatMap(({ role, content }) =>
        role === "user" ? usersIn(content) : [assistantIn(content)],
      ),
    ],
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, input_schema }) => ({
        type: "function",
        function: { name, description, parameters: input_schema },
      })),
    }),
  };
}

function usersIn(blocks: z.infer<typeof UserBlock>[]): object[] {
  return blocks.map((block) =>
    block.type === "tool_result"
      ? { role: "tool", tool_call_id: block.tool_use_id, content: block.content }
      : { role: "user", content: block.type === "text" ? block.text : A_PICTURE },
  );
}

function assistantIn(blocks: z.infer<typeof AssistantBlock>[]): object {
  const calls = blocks.flatMap((block) =>
    block.type === "tool_use"
      ? [
          {
            id: block.id,
            type: "function",
            function: { name: block.name, arguments: JSON.stringify(block.input) },
          },
        ]
      : [],
  );
  const thinking = blocks.filter(({ type }) => type === "thinking");
  return {
    role: "assistant",
    content: blocks.map((block) => (block.type === "text" ? block.text : "")).join(""),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(thinking.length > 0 && { thinking }),
  };
}

function blocksOf({ turn, turnNumber }: Telling, odd: Oddities): { type: string }[] {
  const said = turn.parts ?? (turn.text ? [{ type: "text", text: turn.text }] : []);
  const calls = (turn.calls ?? []).map((call, index) => {
    const text = textOfCall(call, odd.badArguments);
    const input: unknown = odd.badArguments ? {} : JSON.parse(text);
    return { type: "tool_use", id: `call_${turnNumber}_${index}`, name: call.name, input };
  });
  return [...said, ...calls];
}

function events(telling: Telling, odd: Oddities): object[] {
  const usage = odd.noUsage ? {} : { usage: { ...inputOf(telling), output_tokens: 1 } };
  const written = odd.noUsage ? {} : { usage: { output_tokens: telling.counted.completion } };
  const message = { id: "msg", type: "message", role: "assistant", model: telling.model, content: [] };
  return [
    { type: "message_start", message: { ...message, stop_reason: null, stop_sequence: null, ...usage } },
    { type: "ping" },
    ...blocksOf(telling, odd).flatMap((block, index) => blockEvents(block, index, telling, odd)),
    {
      type: "message_delta",
      delta: { stop_reason: reasonOf(telling.turn), stop_sequence: null },
      ...written,
    },
    { type: "message_stop" },
  ];
}

function blockEvents(block: { type: string }, index: number, { turn }: Telling, odd: Oddities): object[] {
  const delta = (type: string, fields: object) => ({
    type: "content_block_delta",
    index,
    delta: { type, ...fields },
  });
  const begun = (fields: object) => ({ type: "content_block_start", index, content_block: fields });
  const end = { type: "content_block_stop", index };
  if ("text" in block) {
    const texts = pieces(String(block.text)).map((text) => delta("text_delta", { text }));
    return [begun({ type: "text", text: "" }), ...texts, end];
  }
  if ("thinking" in block && "signature" in block) {
    const thoughts = pieces(String(block.thinking)).map((thinking) => delta("thinking_delta", { thinking }));
    const { signature } = block;
    return [
      begun({ type: "thinking", thinking: "", signature: "" }),
      ...thoughts,
      delta("signature_delta", { signature }),
      end,
    ];
  }
  if (block.type !== "tool_use") return [begun(block), end];
  const call = (turn.calls ?? [])[index - (turn.parts?.length ?? (turn.text ? 1 : 0))];
  const text = call === undefined ? "" : textOfCall(call, odd.badArguments);
  const parts = pieces(text).map((partial_json) => delta("input_json_delta", { partial_json }));
  return [begun({ ...block, input: {} }), delta("input_json_delta", { partial_json: "" }), ...parts, end];
}

/** What was cached is counted beside the rest of the input. */
function inputOf({ counted: { prompt, cached } }: Telling) {
  return {
    input_tokens: prompt - cached,
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: 0,
  };
}

function reasonOf({ finish, calls }: Turn): string {
  if (finish === "length") return "max_tokens";
  if (finish === "content_filter") return "refusal";
  return calls?.length ? "tool_use" : "end_turn";
}

const TYPES: Partial<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

/** https://docs.anthropic.com/en/api/errors */
function refusal({ status, headers, body }: ErrorAnswer): ErrorAnswer {
  const { message } = z.object({ error: z.object({ message: z.string() }) }).parse(body).error;
  return {
    ...{ status, headers },
    body: { type: "error", error: { type: TYPES[status] ?? "api_error", message }, request_id: "req_1" },
  };
}

function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,7}/gu) ?? [];
}
