// A request in the form of the responses protocol, in the dialect of its endpoint. Pure: equal messages make equal bytes.
import type { Message, Request } from "../model.ts";
import { sentLimit } from "../wire/output-limit.ts";
import { dataUrl, seenBy } from "../wire/pictures.ts";
import { plainSchema } from "../wire/plain-schema.ts";
import { wellFormed, wellFormedJson } from "../wire/well-formed.ts";
import type { Dialect } from "./dialect.ts";
import { type Item, itemsIn } from "./items.ts";

/** Nothing is stored at the endpoint: the conversation goes with each request, the model's reasoning encrypted in it. */
export function wireRequest(model: string, request: Request, dialect: Dialect) {
  const { asksForReasoning, limits, schemaWithout, streams } = dialect;
  const system = request.messages.flatMap((message) => (message.role === "system" ? [message.text] : []));
  return {
    model,
    ...(system.length > 0 && { instructions: wellFormed(system.join("\n\n")) }),
    ...(request.tools.length > 0 && {
      tools: request.tools.map(({ name, description, parameters }) => ({
        ...{ type: "function", name, description },
        parameters: plainSchema(parameters, schemaWithout),
        strict: false,
      })),
    }),
    input: request.messages.flatMap((message) => itemsOf(message, dialect)),
    ...(limits && { max_output_tokens: sentLimit(dialect, request) }),
    store: false,
    ...(asksForReasoning && { include: ["reasoning.encrypted_content"] }),
    stream: streams,
  };
}

function itemsOf(message: Message, dialect: Dialect): Item[] {
  switch (message.role) {
    case "system":
      return [];
    case "user":
      return [userItem(message, dialect)];
    case "tool":
      return [{ type: "function_call_output", call_id: message.callId, output: wellFormed(message.text) }];
    case "assistant":
      return assistantItems(message, dialect.takesOwnParts);
    default:
      return message satisfies never;
  }
}

/** Items come back in their order, each call with the id and the arguments that it has in the conversation. */
function assistantItems(
  { text, toolCalls, opaque }: Extract<Message, { role: "assistant" }>,
  takesOwnParts: boolean,
): Item[] {
  const calls = toolCalls.map(({ id, name, arguments: written }) => ({
    ...{ type: "function_call", call_id: id, name },
    arguments: wellFormedJson(written),
  }));
  const own = takesOwnParts ? itemsIn(opaque) : null;
  if (own === null) return [...(text === "" ? [] : [saidBy("assistant", text)]), ...calls];
  const rest = [...calls];
  const items = own.map((item) => {
    if (item.type !== "function_call") return item;
    const call = rest.shift();
    return call === undefined ? item : { ...item, ...call };
  });
  return [...withoutLooseThoughts(items), ...rest];
}

/** A reply that was cut while it thought ends with a thought, and the endpoint refuses one that nothing follows. */
function withoutLooseThoughts(items: Item[]): Item[] {
  const last = items.findLastIndex(({ type }) => type !== "reasoning");
  return items.slice(0, last + 1);
}

function userItem(message: Extract<Message, { role: "user" }>, dialect: Dialect): Item {
  const { text, pictures } = seenBy(dialect, message);
  if (pictures.length === 0) return saidBy("user", text);
  const images = pictures.map((picture) => ({ type: "input_image", image_url: dataUrl(picture) }));
  return {
    type: "message",
    role: "user",
    content: [...images, { type: "input_text", text: wellFormed(text) }],
  };
}

function saidBy(role: "user" | "assistant", text: string): Item {
  return { type: "message", role, content: wellFormed(text) };
}
