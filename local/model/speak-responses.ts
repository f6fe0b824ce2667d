// OpenAI's responses, as the scripted model speaks them: https://platform.openai.com/docs/api-reference/responses
import { z } from "zod";
import { A_PICTURE, answersEveryCall, ChatRequest, DATA_URL, type Turn, textOfCall } from "./script.ts";
import type { Oddities, Speaker, Telling } from "./speaker.ts";

const OutputText = z.strictObject({
  ...{ type: z.literal("output_text"), text: z.string(), annotations: z.array(z.unknown()) },
});
/** https://platform.openai.com/docs/guides/images-vision */
const SeenPart = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("input_text"), text: z.string() }),
  z.strictObject({ type: z.literal("input_image"), image_url: z.string().regex(DATA_URL) }),
]);
type Content = string | z.infer<typeof OutputText>[] | z.infer<typeof SeenPart>[];
/** A model's item keeps the id and the status that it came with. */
const own = { id: z.string().optional(), status: z.literal("completed").optional() };

const Item = z.discriminatedUnion("type", [
  z.strictObject({
    ...{ type: z.literal("message"), role: z.enum(["user", "assistant"]) },
    content: z.union([z.string(), z.array(OutputText), z.array(SeenPart)]),
    ...own,
  }),
  z.strictObject({
    ...{ type: z.literal("function_call"), call_id: z.string().min(1), name: z.string() },
    ...{ arguments: z.string(), ...own },
  }),
  z.strictObject({ type: z.literal("function_call_output"), call_id: z.string(), output: z.string() }),
  z.strictObject({
    ...{ type: z.literal("reasoning"), id: z.string(), summary: z.array(z.unknown()) },
    // Nothing is stored, so an item is found by nothing but its encrypted content.
    encrypted_content: z.string().min(1),
    status: own.status,
  }),
]);

const Request = z.strictObject({
  model: z.string().min(1),
  instructions: z.string().optional(),
  input: z.array(Item).min(1),
  tools: z
    .array(
      z.strictObject({
        ...{ type: z.literal("function"), name: z.string(), description: z.string() },
        parameters: z.looseObject({ type: z.literal("object") }),
        strict: z.boolean(),
      }),
    )
    .optional(),
  max_output_tokens: z.int().min(16).optional(),
  store: z.literal(false),
  include: z.array(z.enum(["reasoning.encrypted_content"])).optional(),
  stream: z.boolean().optional(),
});
type Request = z.infer<typeof Request>;

export const responsesSpeaker: Speaker = {
  read: (body) => {
    const parsed = Request.safeParse(body);
    if (!parsed.success) return parsed.error.message;
    const request = ChatRequest.parse(asChat(parsed.data));
    return answersEveryCall(request) ? request : "No tool output found for function call";
  },
  whole: response,
  events,
  named: true,
  end: "",
  refusal: (answer) => answer,
};

/** The same conversation in the form that the script reads. */
function asChat({
  model,
  instructions,
  input,
  tools = [],
  max_output_tokens: limit,
  stream,
}: Request): object {
  return {
    ...{ model, ...(limit !== undefined && { max_tokens: limit }), ...(stream !== undefined && { stream }) },
    messages: [
      ...(instructions === undefined ? [] : [{ role: "system", content: instructions }]),
      ...messagesIn(input),
    ],
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: "function",
        function: { name, description, parameters },
      })),
    }),
  };
}

type Assistant = { role: "assistant"; content: string; tool_calls?: object[]; reasoning?: string };

/** Items of the model that stand together are one message. */
function messagesIn(items: Request["input"]): object[] {
  const said: object[] = [];
  let open: Assistant | null = null;
  const assistant = (): Assistant => {
    if (open !== null) return open;
    open = { role: "assistant", content: "" };
    said.push(open);
    return open;
  };
  for (const item of items) {
    if (item.type === "reasoning") assistant().reasoning = item.encrypted_content;
    else if (item.type === "function_call") {
      const { call_id: id, name, arguments: text } = item;
      const call = { id, type: "function", function: { name, arguments: text } };
      assistant().tool_calls = [...(assistant().tool_calls ?? []), call];
    } else if (item.type === "message" && item.role === "assistant")
      assistant().content += textOf(item.content);
    else {
      open = null;
      said.push(
        item.type === "message"
          ? { role: "user", content: textOf(item.content) }
          : { role: "tool", tool_call_id: item.call_id, content: item.output },
      );
    }
  }
  return said;
}

function textOf(content: Content): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "input_image" ? A_PICTURE : part.text)).join("");
}

function itemsOf({ turn, turnNumber }: Telling, odd: Oddities): { type: string; [field: string]: unknown }[] {
  const reasoning = (turn.parts ?? []).filter(({ type }) => type === "reasoning");
  const text = turn.text ?? "";
  const content = [{ type: "output_text", text, annotations: [] }];
  const message = {
    type: "message",
    id: `msg_${turnNumber}`,
    role: "assistant",
    status: "completed",
    content,
  };
  const calls = (turn.calls ?? []).map((call, index) => ({
    ...{ type: "function_call", id: `fc_${turnNumber}_${index}`, call_id: `call_${turnNumber}_${index}` },
    ...{ name: call.name, arguments: textOfCall(call, odd.badArguments), status: "completed" },
  }));
  return [...reasoning, ...(text === "" ? [] : [message]), ...calls];
}

function response(telling: Telling, odd: Oddities): object {
  const { turn, counted, model, turnNumber } = telling;
  const usage = {
    ...{ input_tokens: counted.prompt, input_tokens_details: { cached_tokens: counted.cached } },
    ...{ output_tokens: counted.completion, output_tokens_details: { reasoning_tokens: 0 } },
  };
  return {
    ...{ id: `resp_${turnNumber}`, object: "response", model, error: null },
    ...endOf(turn),
    output: itemsOf(telling, odd),
    ...(!odd.noUsage && { usage }),
  };
}

function events(telling: Telling, odd: Oddities): object[] {
  const whole = response(telling, odd);
  const { status } = endOf(telling.turn);
  return [
    { type: "response.created", response: { ...whole, status: "in_progress", output: [], usage: null } },
    ...itemsOf(telling, odd).flatMap((item, index) => itemEvents(item, index)),
    { type: `response.${status}`, response: whole },
  ];
}

function itemEvents(item: { type: string; [field: string]: unknown }, index: number): object[] {
  const placed = { output_index: index };
  const begun =
    item.type === "message"
      ? { ...item, status: "in_progress", content: [] }
      : item.type === "function_call"
        ? { ...item, status: "in_progress", arguments: "" }
        : item;
  const deltas =
    item.type === "function_call"
      ? pieces(String(item.arguments)).map((delta) => ({
          ...{ type: "response.function_call_arguments.delta", delta, ...placed },
        }))
      : item.type === "message"
        ? pieces(textOf(z.array(OutputText).parse(item.content))).map((delta) => ({
            ...{ type: "response.output_text.delta", content_index: 0, delta, ...placed },
          }))
        : [];
  return [
    { type: "response.output_item.added", item: begun, ...placed },
    ...deltas,
    { type: "response.output_item.done", item, ...placed },
  ];
}

function endOf({ finish }: Turn) {
  if (finish === "length")
    return { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
  if (finish === "content_filter")
    return { status: "incomplete", incomplete_details: { reason: "content_filter" } };
  return { status: "completed", incomplete_details: null };
}

function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,7}/gu) ?? [];
}
