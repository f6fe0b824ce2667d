// Finds, by what a server counts, that it read only a part of a conversation and said nothing of it.
import { estimateTokenCount } from "tokenx";
import type { Message } from "../models/model.ts";
import { newestMessages } from "../models/newest.ts";
import { withoutThoughts } from "./text-calls.ts";

/** `sentTokens`: an estimate. */
export type Cut = { sentTokens: number; countedTokens: number };

/** In less than that the words around messages weigh too much. */
const LEAST_JUDGED = 2_000;
/** A server reads at least this share of what it usually counts for our estimate. */
const LEAST_SHARE = 0.6;
/** The least that any tokenizer is trusted to count for each token of the estimate. */
const LEAST_RATIO = 0.7;
const CLEARLY_MORE = 1.5;
const DOUBTS = 2;

/**
 * Told of each request and of the input that its server counted for it; returns what was cut, or null. Servers that cut
 * without a word count what they kept: Ollama answers 200 with 2,051 tokens for a conversation of 9,000
 * (https://github.com/esengine/DeepSeek-Reasonix/pull/10245, https://github.com/ollama/ollama/issues/17889). Others count only
 * what they had not read before (https://github.com/ollama/ollama/pull/16428), which is no cut. So a count is a cut where it is
 * far below the newest messages, or twice in a row far below all of them and clearly above the newest.
 */
export function cutWatch(): (messages: Message[], countedTokens: number) => Cut | null {
  const sizes = new WeakMap<Message, number>();
  let ratio = LEAST_RATIO;
  let doubts = 0;
  const sizeOf = (message: Message) => {
    const size = sizes.get(message) ?? estimateTokenCount(certainIn(message));
    sizes.set(message, size);
    return size;
  };
  const sumOf = (messages: Message[]) => messages.reduce((sum, message) => sum + sizeOf(message), 0);
  return (messages, countedTokens) => {
    const sentTokens = sumOf(messages);
    if (sentTokens < LEAST_JUDGED) return null;
    // A system prompt may have been read for an earlier conversation.
    const newTokens = sumOf(newestMessages(messages).filter(({ role }) => role !== "system"));
    const least = LEAST_SHARE * ratio;
    ratio = Math.min(1, Math.max(ratio, countedTokens / sentTokens));
    const isDoubtful = countedTokens < least * sentTokens && countedTokens > CLEARLY_MORE * newTokens;
    doubts = isDoubtful ? doubts + 1 : 0;
    return countedTokens < least * newTokens || doubts >= DOUBTS ? { sentTokens, countedTokens } : null;
  };
}

/** Servers leave out earlier thoughts, and a row of equal marks is few tokens. */
function certainIn(message: Message): string {
  const calls = message.role === "assistant" ? message.toolCalls : [];
  const text = message.role === "assistant" ? withoutThoughts(message.text) : message.text;
  return [text, ...calls.map((call) => call.name + call.arguments)]
    .join("\n")
    .replace(/([^\w\s])\1{3,}/g, "$1")
    .replace(/\s{3,}/g, " ");
}
