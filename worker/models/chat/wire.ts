// A request in the form of the chat completions protocol. Pure, so equal messages make equal bytes.
import type { Message, Request, ToolDefinition } from "../model.ts";
import { NO_PARTS, namesIn, type OwnParts, ownPartsIn } from "./own-parts.ts";

/** What an endpoint and a model understand. Servers differ, and we learn it from their refusals. */
export type Dialect = {
  streams: boolean;
  countsInStreams: boolean;
  /** Null: the limit is left out. */
  limitName: "max_tokens" | "max_completion_tokens" | null;
  /** Whether fields of its own are sent back. */
  takesOwnParts: boolean;
};

/** `max_tokens`, because old servers know nothing else, and new ones refuse it by name. */
export const USUAL_DIALECT: Dialect = {
  streams: true,
  countsInStreams: true,
  limitName: "max_tokens",
  takesOwnParts: true,
};

/** All of a request except whether it streams. */
export function wireRequest(model: string, request: Request, dialect: Dialect) {
  return {
    model,
    messages: request.messages.map((message) => wireMessage(message, dialect)),
    ...(request.tools.length > 0 && { tools: request.tools.map(wireTool) }),
    ...(dialect.limitName !== null && { [dialect.limitName]: request.maxOutputTokens }),
  };
}

/** The dialect to try after a refusal that names a part of this one; null: the refusal is about something else. */
export function otherDialect(dialect: Dialect, refusal: string, sent: Message[]): Dialect | null {
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
  // Some servers do not take back the fields they write.
  if (dialect.takesOwnParts && ownNames(sent).some((name) => refusal.includes(name))) {
    return { ...dialect, takesOwnParts: false };
  }
  return null;
}

function ownNames(messages: Message[]): string[] {
  return messages.flatMap((message) =>
    message.role === "assistant" ? namesIn(ownPartsIn(message.opaque)) : [],
  );
}

/** Words of endpoints that count the room kept for the reply. */
const LEAVES_NO_ROOM = /\bin the completion\b|\bfor the completion\b|output tokens/i;

function wireMessage(message: Message, { takesOwnParts }: Dialect) {
  switch (message.role) {
    case "system":
    case "user":
      return { role: message.role, content: message.text };
    case "tool":
      return { role: message.role, tool_call_id: message.callId, content: message.text };
    case "assistant":
      return wireAssistant(message, takesOwnParts ? ownPartsIn(message.opaque) : NO_PARTS);
    default:
      return message satisfies never;
  }
}

function wireAssistant({ role, text, toolCalls }: Extract<Message, { role: "assistant" }>, own: OwnParts) {
  const silent = text === "" && toolCalls.length > 0;
  const calls = toolCalls.map((call, index) => ({
    ...own.calls[index],
    id: call.id,
    type: "function" as const,
    function: { name: call.name, arguments: call.arguments },
  }));
  return {
    ...own.message,
    role,
    content: own.content ?? (silent ? null : text),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

function wireTool(tool: ToolDefinition) {
  return { type: "function" as const, function: tool };
}
