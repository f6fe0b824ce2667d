// A request in the form of the chat completions protocol, in the dialect of its endpoint. Pure: equal messages, equal bytes.
import { createHash } from "node:crypto";
import type { Message, Request, ToolDefinition } from "../model.ts";
import { sentLimit } from "../wire/output-limit.ts";
import { dataUrl, seenBy } from "../wire/pictures.ts";
import { plainSchema } from "../wire/plain-schema.ts";
import { wellFormed, wellFormedJson } from "../wire/well-formed.ts";
import type { Dialect } from "./dialect.ts";
import { NO_PARTS, type OwnParts, ownPartsIn } from "./own-parts.ts";

/** All of a request except whether it streams. */
export function wireRequest(model: string, request: Request, dialect: Dialect) {
  return {
    model,
    messages: ordered(request.messages, dialect).map((message) => wireMessage(message, dialect)),
    ...(request.tools.length > 0 && { tools: request.tools.map((tool) => wireTool(tool, dialect)) }),
    ...(dialect.limitName !== null && { [dialect.limitName]: sentLimit(dialect, request) }),
  };
}

/** What a server does not take in this order becomes a part of the message before it. */
function ordered(messages: Message[], { userAfterTool, neighbours, systemAs }: Dialect): Message[] {
  const said: Message[] = [];
  for (const message of messages) {
    const told: Message =
      message.role === "system" && systemAs === "user" ? { role: "user", text: message.text } : message;
    const last = said.at(-1);
    if (told.role === "user" && last?.role === "tool" && !userAfterTool) {
      said.push({ ...last, text: `${last.text}\n\n${told.text}` });
      said.splice(-2, 1);
    } else if (told.role === "user" && last?.role === "user" && (!neighbours || systemAs === "user")) {
      const pictures = [...(last.pictures ?? []), ...(told.pictures ?? [])];
      said.push({ role: "user", text: `${last.text}\n\n${told.text}`, pictures });
      said.splice(-2, 1);
    } else said.push(told);
  }
  return said;
}

function wireMessage(message: Message, dialect: Dialect) {
  const content = contentOf(message.text, dialect);
  switch (message.role) {
    case "system":
      return dialect.systemAs === "developer"
        ? { role: "developer" as const, content }
        : { role: "system" as const, content };
    case "user":
      return { role: message.role, content: userContent(message, dialect) };
    case "tool":
      return { role: message.role, tool_call_id: wireId(message.callId, dialect), content };
    case "assistant":
      return wireAssistant(message, dialect);
    default:
      return message satisfies never;
  }
}

function contentOf(said: string, { contentAs }: Dialect) {
  const text = wellFormed(said);
  return contentAs === "parts" ? [{ type: "text" as const, text }] : text;
}

function userContent(message: Extract<Message, { role: "user" }>, dialect: Dialect) {
  const takesPictures = dialect.takesPictures && dialect.contentAs !== "text";
  const { text, pictures } = seenBy({ takesPictures }, message);
  if (pictures.length === 0) return contentOf(text, dialect);
  const images = pictures.map((picture) => ({
    type: "image_url" as const,
    image_url: { url: dataUrl(picture) },
  }));
  return [...images, { type: "text" as const, text: wellFormed(text) }];
}

function wireAssistant(
  { role, text, toolCalls, opaque }: Extract<Message, { role: "assistant" }>,
  dialect: Dialect,
) {
  const own: OwnParts = dialect.takesOwnParts ? ownPartsIn(opaque) : NO_PARTS;
  const calls = toolCalls.map((call, index) => ({
    ...own.calls[index],
    id: wireId(call.id, dialect),
    type: "function" as const,
    function: { name: call.name, arguments: wellFormedJson(call.arguments) },
  }));
  const silent = text === "" && toolCalls.length > 0;
  const plain = silent ? dialect.silence : wellFormed(text);
  const parts = dialect.contentAs === "text" ? null : own.content;
  return {
    ...Object.fromEntries(dialect.alwaysSays.map((field) => [field, ""])),
    ...own.message,
    role,
    content: parts ?? plain,
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

/** Some servers take nothing but nine letters and digits. */
function wireId(id: string, { ids }: Dialect): string {
  if (ids === "as-given" || /^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return createHash("sha256").update(id).digest("hex").slice(0, 9);
}

function wireTool(tool: ToolDefinition, { schemaWithout }: Dialect) {
  const parameters = plainSchema(tool.parameters, schemaWithout);
  return { type: "function" as const, function: { ...tool, parameters } };
}
