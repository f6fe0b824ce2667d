// Replies that were cut: what their model is told, and when no other will come. Pure.
import type { Reply } from "../models/model.ts";

/** `inside`: the tool in whose call it was cut; null: in its words. */
export type CutReply = { outputTokens: number; inside: string | null };

/** Null: the reply is whole. */
export function cutIn({ finish, toolCalls, usage }: Reply): CutReply | null {
  if (finish !== "length") return null;
  return { outputTokens: usage.outputTokens, inside: toolCalls.at(-1)?.name ?? null };
}

/** `shorter`: how this tool does with several short calls, or less, what a long one did not. */
export function cutCallText({ outputTokens }: CutReply, shorter = LESS): string {
  return `Not run: your reply was cut after ${outputTokens} tokens, inside this call. ${shorter}`;
}

const LESS = "Write less at once, in several calls.";

export function cutWordsText({ outputTokens }: CutReply): string {
  return `Your reply was cut after ${outputTokens} tokens, before it called a tool. Think and write less before the next call.`;
}

/** Told of each reply; how many in a row were cut. */
export function cutCounter(): (cut: CutReply | null) => number {
  let times = 0;
  return (cut) => {
    times = cut === null ? 0 : times + 1;
    return times;
  };
}
