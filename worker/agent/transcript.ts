// The conversation so far. Each request begins with the bytes of the one before it, until room has to be made.
import type { Picture } from "../../src/domain/picture.ts";
import type { Message, Reply, ToolCall } from "../models/model.ts";
import type { Deed } from "../tools/tool.ts";
import { asObjectText } from "./arguments.ts";
import { digestOf, newestTurns, type TranscriptEntry } from "./compact.ts";

type Beginning = { system: string; task: string; pictures?: readonly Picture[] };

/** Nothing can be said while a tool call waits for its answer, and none can be answered twice. */
export type Transcript = {
  /** The messages of the next request. Throws while a call waits. */
  messages(): Message[];
  user(text: string): void;
  /** Like `user`, for text that matters only now: no digest repeats it. */
  aside(text: string): void;
  /** Takes a reply in; returns its calls, each of which must then be answered. */
  assistant(reply: Pick<Reply, "text" | "toolCalls" | "opaque">): ToolCall[];
  answer(callId: string, result: { text: string; deed: Deed | null }): void;
  /**
   * Makes room. System prompt, task and the newest turns that fit into `keepTokens` stay as they are; a digest replaces
   * the turns between them. False: there are none.
   */
  compact(keepTokens: number): boolean;
  /** A summary by the harness of all that was done and told, for another model: it speaks of this one as "it". */
  digest(maxCharacters: number): string;
};

/** `pictures`: of the task, before its words. */
export function startTranscript({ system, task, pictures = [] }: Beginning): Transcript {
  const head: Message[] = [
    { role: "system", text: system },
    { role: "user", text: task, ...(pictures.length > 0 && { pictures }) },
  ];
  const said: TranscriptEntry[] = [];
  /** Stands for the entries before `from`. */
  let digest: Message[] = [];
  /** Index of the first entry that is still sent whole. */
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
      return [...head, ...digest, ...said.slice(from).map(({ message }) => message)];
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
      digest = [
        { role: "user", text: `${SHORTENED}\n\n${digestOf(said.slice(0, from), keepTokens, "itself")}` },
      ];
      return true;
    },
    digest: (maxCharacters) => digestOf(said, maxCharacters, "another"),
  };
}

const SHORTENED =
  "The middle of this conversation was left out to make room. What the harness noted of it, oldest first; read files again before you rely on them.";

/** An answer must name exactly one call, and some endpoints leave ids out or count from 0 in every reply. */
function freshId(given: string, used: Set<string>): string {
  const stem = given === "" ? "call" : given;
  let id = stem;
  for (let n = 2; used.has(id); n += 1) id = `${stem}-${n}`;
  used.add(id);
  return id;
}

/**
 * The call as it is sent back. Endpoints refuse every further request once the history holds a name that no tool can
 * have, or arguments that are not a JSON object. The answer to the call quotes what the model wrote.
 */
function repeatable(call: ToolCall): ToolCall {
  const name = call.name.replace(/[^\w-]/g, "_").slice(0, 64) || "unnamed";
  return { ...call, name, arguments: asObjectText(call)?.toWellFormed() ?? "{}" };
}
