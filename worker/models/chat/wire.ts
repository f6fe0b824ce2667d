// A request of ours in the words of the chat completions protocol. Pure, so equal messages make equal bytes.
import type { Message, Request, ToolDefinition } from "../model.ts";

/** What this endpoint and model understand. Servers differ; we learn it from their refusals. */
export type Dialect = {
  streams: boolean;
  countsInStreams: boolean;
  /** Null: it takes no limit of ours. */
  limitName: "max_tokens" | "max_completion_tokens" | null;
};

/** `max_tokens` first: old servers know only that, and new ones refuse it aloud. */
export const USUAL_DIALECT: Dialect = { streams: true, countsInStreams: true, limitName: "max_tokens" };

/** Everything of a request but whether it streams. */
export function wireRequest(model: string, request: Request, dialect: Dialect) {
  return {
    model,
    messages: request.messages.map(wireMessage),
    ...(request.tools.length > 0 && { tools: request.tools.map(wireTool) }),
    ...(request.mustCall !== null && { tool_choice: wireChoice(request.mustCall) }),
    ...(dialect.limitName !== null && { [dialect.limitName]: request.maxOutputTokens }),
  };
}

/** The next dialect to try after a refusal that names a part of this one; null: the refusal is about something else. */
export function otherDialect(dialect: Dialect, refusal: string): Dialect | null {
  if (dialect.limitName === "max_tokens" && refusal.includes("max_completion_tokens")) {
    return { ...dialect, limitName: "max_completion_tokens" };
  }
  // Refused again: too large for this model, or for what the conversation leaves of its context.
  if (dialect.limitName !== null && (refusal.includes(dialect.limitName) || LEAVES_NO_ROOM.test(refusal))) {
    return { ...dialect, limitName: null };
  }
  if (dialect.streams && dialect.countsInStreams && refusal.includes("stream_options")) {
    return { ...dialect, countsInStreams: false };
  }
  if (dialect.streams && /\bstream/i.test(refusal)) return { ...dialect, streams: false };
  return null;
}

/** Endpoints that count the room kept for the reply say how much of their limit it takes. */
const LEAVES_NO_ROOM = /\bin the completion\b|\bfor the completion\b|output tokens/i;

function wireMessage(message: Message) {
  switch (message.role) {
    case "system":
    case "user":
      return { role: message.role, content: message.text };
    case "tool":
      return { role: message.role, tool_call_id: message.callId, content: message.text };
    case "assistant":
      return wireAssistant(message);
    default:
      return message satisfies never;
  }
}

function wireAssistant(message: Extract<Message, { role: "assistant" }>) {
  if (message.toolCalls.length === 0) return { role: message.role, content: message.text };
  return {
    role: message.role,
    content: message.text === "" ? null : message.text,
    tool_calls: message.toolCalls.map((call) => ({
      id: call.id,
      type: "function" as const,
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}

function wireTool(tool: ToolDefinition) {
  return { type: "function" as const, function: tool };
}

function wireChoice(name: string) {
  return { type: "function" as const, function: { name } };
}
