// A request in the form of the messages protocol, in the dialect of its endpoint. Pure: equal messages make equal bytes.
import type { Message, Request } from "../model.ts";
import { sentLimit } from "../wire/output-limit.ts";
import { seenBy } from "../wire/pictures.ts";
import { plainSchema } from "../wire/plain-schema.ts";
import { wellFormed, wellFormedJson } from "../wire/well-formed.ts";
import { type Block, blocksIn } from "./blocks.ts";
import type { Dialect } from "./dialect.ts";

const CACHED = { cache_control: { type: "ephemeral" } } as const;

/**
 * What never changes stands first, and the system prompt ends with a mark, so that tools and prompt are cached by themselves.
 * The end of the conversation is marked for the whole request: a mark in the last block would change its bytes.
 */
export function wireRequest(model: string, request: Request, dialect: Dialect) {
  const { caches, schemaWithout, streams } = dialect;
  const system = request.messages.flatMap((message) => (message.role === "system" ? [message.text] : []));
  const turns = turnsOf(request.messages, dialect);
  const marked = caches !== "unmarked";
  return {
    model,
    max_tokens: sentLimit(dialect, request),
    ...(caches === "whole" && CACHED),
    ...(system.length > 0 && {
      system: [{ type: "text", text: wellFormed(system.join("\n\n")), ...(marked && CACHED) }],
    }),
    ...(request.tools.length > 0 && {
      tools: request.tools.map(({ name, description, parameters }) => ({
        name,
        description,
        input_schema: plainSchema(parameters, schemaWithout),
      })),
    }),
    messages: caches === "blocks" ? withMark(turns) : turns,
    stream: streams,
  };
}

type Turn = { role: "user" | "assistant"; content: Block[] };

/** Neighbours of one role are one turn: results of tools and what a user says after them. */
function turnsOf(messages: Message[], dialect: Dialect): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (message.role === "system") continue;
    const role = message.role === "assistant" ? "assistant" : "user";
    const blocks = blocksOf(message, dialect);
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else turns.push({ role, content: blocks });
  }
  return turns;
}

function withMark(turns: Turn[]): Turn[] {
  return turns.map((turn, index) =>
    index < turns.length - 1 ? turn : { ...turn, content: turn.content.map(markedIfLast) },
  );
}

function markedIfLast(block: Block, index: number, all: Block[]): Block {
  return index === all.length - 1 ? { ...block, ...CACHED } : block;
}

function blocksOf(message: Exclude<Message, { role: "system" }>, dialect: Dialect): Block[] {
  switch (message.role) {
    case "user":
      return userBlocks(message, dialect);
    case "tool":
      return [{ type: "tool_result", tool_use_id: message.callId, content: wellFormed(message.text) }];
    case "assistant":
      return assistantBlocks(message, dialect);
    default:
      return message satisfies never;
  }
}

function userBlocks(message: Extract<Message, { role: "user" }>, dialect: Dialect): Block[] {
  const { text, pictures } = seenBy(dialect, message);
  const images = pictures.map(({ mediaType, base64 }) => ({
    type: "image",
    source: { type: "base64", media_type: mediaType, data: base64 },
  }));
  return [...images, textBlock(text)];
}

/** Blocks come back in their order, each call with the id and the arguments that it has in the conversation. */
function assistantBlocks(
  { text, toolCalls, opaque }: Extract<Message, { role: "assistant" }>,
  { takesOwnParts }: Dialect,
): Block[] {
  const calls: Block[] = toolCalls.map(({ id, name, arguments: written }) => ({
    ...{ type: "tool_use", id, name },
    input: JSON.parse(wellFormedJson(written)),
  }));
  const own = takesOwnParts ? blocksIn(opaque) : null;
  if (own === null) return [...(text === "" ? [] : [textBlock(text)]), ...calls];
  const rest = [...calls];
  const blocks = own.map((block) => (block.type === "tool_use" ? (rest.shift() ?? block) : block));
  const kept = [...blocks.filter(isTaken), ...rest];
  return kept.length === 0 ? [textBlock(text)] : kept;
}

/** Refused are a text that shows nothing, and a thought that was cut before its signature. */
function isTaken(block: Block): boolean {
  if (block.type === "text") return typeof block.text === "string" && block.text.trim() !== "";
  return block.type !== "thinking" || (typeof block.signature === "string" && block.signature !== "");
}

/** The endpoint refuses a text without a visible character. */
function textBlock(text: string): Block {
  return { type: "text", text: text.trim() === "" ? "(nothing)" : wellFormed(text) };
}
