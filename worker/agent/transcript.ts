// What was said so far: append-only, so that each request begins with the very bytes of the one before it.
import type { Message, Reply, ToolCall } from "../models/model.ts";
import { isWhole } from "./call.ts";

/** Nothing can be said while a tool call waits for its answer, and none can be answered twice. */
export type Transcript = {
  /** What the next request says. Throws while a call waits. */
  messages(): Message[];
  user(text: string): void;
  /** Takes a reply in; returns its calls, each of which must then be answered. */
  assistant(reply: Pick<Reply, "text" | "toolCalls">): ToolCall[];
  answer(callId: string, text: string): void;
};

export function startTranscript({ system, task }: { system: string; task: string }): Transcript {
  const said: Message[] = [
    { role: "system", text: system },
    { role: "user", text: task },
  ];
  const waiting = new Set<string>();
  const used = new Set<string>();

  const nothingWaits = () => {
    if (waiting.size > 0) throw new Error(`Tool calls without an answer: ${[...waiting].join(", ")}`);
  };

  return {
    messages: () => {
      nothingWaits();
      return [...said];
    },
    user: (text) => {
      nothingWaits();
      said.push({ role: "user", text: text.toWellFormed() });
    },
    assistant: (reply) => {
      nothingWaits();
      const calls = reply.toolCalls.map((call) => ({ ...call, id: freshId(call.id, used) }));
      for (const call of calls) waiting.add(call.id);
      // Endpoints refuse an empty message.
      const text = reply.text === "" && calls.length === 0 ? "(nothing)" : reply.text;
      said.push({ role: "assistant", text: text.toWellFormed(), toolCalls: calls.map(repeatable) });
      return calls;
    },
    answer: (callId, text) => {
      if (!waiting.delete(callId)) throw new Error(`No tool call ${callId} waits for an answer`);
      said.push({ role: "tool", callId, text: text.toWellFormed() });
    },
  };
}

/** Some endpoints leave ids out or count them from 0 in every reply; an answer must name exactly one call. */
function freshId(given: string, used: Set<string>): string {
  const stem = given === "" ? "call" : given;
  let id = stem;
  for (let n = 2; used.has(id); n += 1) id = `${stem}-${n}`;
  used.add(id);
  return id;
}

/**
 * Endpoints refuse a history with a name no tool could have, or with arguments that are no JSON object, and with it
 * every further request. The answer quotes what was really written.
 */
function repeatable(call: ToolCall): ToolCall {
  const name = call.name.replace(/[^\w-]/g, "_").slice(0, 64) || "unnamed";
  return { ...call, name, arguments: isWhole(call) ? call.arguments.toWellFormed() : "{}" };
}
