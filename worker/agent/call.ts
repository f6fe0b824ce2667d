// One tool call, from what the model wrote to what the model reads.
import { ToolError } from "../../src/domain/errors.ts";
import type { ToolCall, ToolDefinition } from "../models/model.ts";
import type { Deed, ToolContext } from "../tools/tool.ts";

export type Answer = {
  call: ToolCall;
  text: string;
  /** The model was told to mend something. */
  failed: boolean;
  /** Null: the call did nothing, because it failed or handed the work in. */
  deed: Deed | null;
};

/** A tool, or what stands beside the tools and is called like one. */
export type Callable = {
  definition: ToolDefinition;
  run(args: unknown, context: ToolContext): Promise<Pick<Answer, "text" | "deed">>;
};

type Parsed = { kind: "parsed"; args: object } | { kind: "broken"; because: string };

/** A reply cut at its limit may end in a call whose arguments did not come, or came in part. */
export function isWhole(call: ToolCall): boolean {
  return call.arguments.trim() !== "" && parseCall(call).kind === "parsed";
}

export async function runCall(tools: Callable[], call: ToolCall, context: ToolContext): Promise<Answer> {
  const tool = tools.find((candidate) => candidate.definition.name === call.name);
  if (tool === undefined) {
    const names = tools.map((candidate) => candidate.definition.name).join(", ");
    return notDone(call, `There is no tool ${quoted(call.name)}. There are: ${names}.`);
  }
  const parsed = parseCall(call);
  if (parsed.kind === "broken") return notDone(call, brokenText(call, parsed.because));
  try {
    return { call, ...(await tool.run(parsed.args, context)), failed: false };
  } catch (thrown) {
    if (thrown instanceof ToolError) return notDone(call, thrown.message);
    throw thrown;
  }
}

/** The model reads why. */
export function notDone(call: ToolCall, text: string): Answer {
  return { call, text, failed: true, deed: null };
}

/** No arguments at all are an empty object: some endpoints write it so. */
function parseCall(call: ToolCall): Parsed {
  if (call.arguments.trim() === "") return { kind: "parsed", args: {} };
  try {
    const args: unknown = JSON.parse(call.arguments);
    if (typeof args === "object" && args !== null && !Array.isArray(args)) return { kind: "parsed", args };
    return { kind: "broken", because: "they are no JSON object" };
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { kind: "broken", because: thrown.message };
    throw thrown;
  }
}

function brokenText(call: ToolCall, because: string): string {
  return `The arguments could not be read: ${because}. You wrote: ${quoted(call.arguments)}`;
}

function quoted(text: string): string {
  return text.length > 200 ? `${text.slice(0, 100)} … ${text.slice(-100)}` : text;
}
