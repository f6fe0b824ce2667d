// What was said so far. Each request begins with the very bytes of the one before it, until there is no more room.
import type { Message, Reply, ToolCall } from "../models/model.ts";
import { type CallResult, isWhole } from "./calls.ts";
import { digestOf, newestTurns, type TranscriptEntry } from "./compact.ts";

/** Nothing can be said while a tool call waits for its answer, and none can be answered twice. */
export type Transcript = {
  /** What the next request says. Throws while a call waits. */
  messages(): Message[];
  user(text: string): void;
  /** Like `user`, for what matters only now: no digest repeats it. */
  aside(text: string): void;
  /** Takes a reply in; returns its calls, each of which must then be answered. */
  assistant(reply: Pick<Reply, "text" | "toolCalls" | "opaque">): ToolCall[];
  answer(callId: string, result: Pick<CallResult, "text" | "deed">): void;
  /**
   * Makes room: system prompt, task and the newest turns that fit into so many tokens stay as they are, what lies
   * between becomes a digest. False: there is nothing between them.
   */
  compact(keepTokens: number): boolean;
  /** What was done so far, as the harness saw it. */
  digest(maxCharacters: number): string;
};

export function startTranscript({ system, task }: { system: string; task: string }): Transcript {
  const head: Message[] = [
    { role: "system", text: system },
    { role: "user", text: task },
  ];
  const said: TranscriptEntry[] = [];
  let told: Message[] = [];
  /** Where what is told whole begins. */
  let from = 0;
  const waiting = new Set<string>();
  const used = new Set<string>();

  const nothingWaits = () => {
    if (waiting.size > 0) throw new Error(`Tool calls without an answer: ${[...waiting].join(", ")}`);
  };
  const say = (text: string, passing: boolean) => {
    nothingWaits();
    said.push({ message: { role: "user", text: text.toWellFormed() }, passing, deed: null });
  };

  return {
    messages: () => {
      nothingWaits();
      return [...head, ...told, ...said.slice(from).map(({ message }) => message)];
    },
    user: (text) => say(text, false),
    aside: (text) => say(text, true),
    assistant: (reply) => {
      nothingWaits();
      const calls = reply.toolCalls.map((call) => ({ ...call, id: freshId(call.id, used) }));
      for (const call of calls) waiting.add(call.id);
      // Endpoints refuse an empty message.
      const text = reply.text === "" && calls.length === 0 ? "(nothing)" : reply.text;
      const message: Message = {
        role: "assistant",
        text: text.toWellFormed(),
        toolCalls: calls.map(repeatable),
        opaque: reply.opaque,
      };
      said.push({ message, passing: false, deed: null });
      return calls;
    },
    answer: (callId, { text, deed }) => {
      if (!waiting.delete(callId)) throw new Error(`No tool call ${callId} waits for an answer`);
      said.push({ message: { role: "tool", callId, text: text.toWellFormed() }, passing: false, deed });
    },
    compact: (keepTokens) => {
      nothingWaits();
      const newest = newestTurns(said, keepTokens);
      if (newest <= from) return false;
      from = newest;
      told = [{ role: "user", text: `${SHORTENED}\n\n${digestOf(said.slice(0, from), keepTokens)}` }];
      return true;
    },
    digest: (maxCharacters) => digestOf(said, maxCharacters),
  };
}

const SHORTENED =
  "The middle of this conversation was left out to make room. What the harness noted of it, oldest first; read files again before you rely on them.";

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
