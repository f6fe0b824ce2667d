// The limit of a reply: how much is asked for, and whether a reply ended before its model ended it. Pure.
import type { Request, ToolCall } from "../model.ts";
import type { RawReply } from "../protocol.ts";

/** What every dialect says of limits. */
export type Limiting = {
  /** Most output tokens that the endpoint lets us ask for; null: as many as we like. */
  mostOutputTokens: number | null;
};

/** The limit that is sent with a request. */
export function sentLimit(
  { mostOutputTokens }: Limiting,
  { maxOutputTokens }: Pick<Request, "maxOutputTokens">,
): number {
  return Math.min(maxOutputTokens, mostOutputTokens ?? maxOutputTokens);
}

/** What a context leaves differs with each request. */
const OF_CONTEXT = /context (length|limit|size)|max_model_len|in the (messages|completion)/i;
const LEAST = 256;

/** The greatest limit that a refusal names below the one that was sent; null: none that holds for the next request. */
export function limitNamedIn(said: string, sent: number): number | null {
  if (OF_CONTEXT.test(said)) return null;
  const numbers = [...said.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(",", "")));
  const lower = numbers.filter((number) => number >= LEAST && number < sent);
  return lower.length === 0 ? null : Math.max(...lower);
}

/**
 * The reply with its true end. `length` says that its last call, or its words, were cut. Some servers say `tool_calls` of a
 * call that their limit cut, also where they closed its arguments themselves
 * (https://github.com/vllm-project/vllm/issues/58228); others say `length` of a reply that is whole. `limit` null: none was sent.
 */
export function trulyEnded(reply: RawReply, limit: number | null): RawReply {
  if (reply.finish === "refused") return reply;
  const last = reply.toolCalls.at(-1);
  const tokens = reply.counted?.outputTokens ?? null;
  const filled = tokens !== null && tokens === limit;
  if (filled || (last !== undefined && endsInside(last))) return { ...reply, finish: "length" };
  const hasRoom = tokens !== null && limit !== null && tokens < limit;
  const isWhole = last?.arguments.trimEnd().endsWith("}") === true;
  return reply.finish === "length" && isWhole && hasRoom ? { ...reply, finish: "tool-calls" } : reply;
}

/** Whether an object was begun and never closed. Wrong quotes can look so, but those arguments end with a brace. */
function endsInside({ arguments: text }: ToolCall): boolean {
  if (!/^\s*[{["]/.test(text) || /[\]}]"?\s*$/.test(text)) return false;
  const withoutStrings = text.replace(/"(?:[^"\\]|\\.)*"/gs, "");
  const opened = withoutStrings.match(/[{[]/g)?.length ?? 0;
  const closed = withoutStrings.match(/[}\]]/g)?.length ?? 0;
  return withoutStrings.includes('"') || opened > closed;
}
