// From an answer to a reply: with its usage as the server counted it, or estimated where it did not. Pure.
import { estimateTokenCount } from "tokenx";
import type { Reply, Request } from "../model.ts";
import type { Answer } from "./answer.ts";

export type Tokens = Omit<Reply["usage"], "steps" | "usd">;

export function replyOf(answer: Answer, request: Request, priceOf: (tokens: Tokens) => number | null): Reply {
  const { counted, ...said } = answer;
  const tokens = counted ?? estimate(request, answer);
  return { ...said, usage: { ...tokens, steps: 1, usd: priceOf(tokens) }, estimated: counted === null };
}

function estimate(request: Request, answer: Answer): Tokens {
  const input = JSON.stringify([request.messages, request.tools]);
  const output = answer.text + answer.toolCalls.map((call) => call.name + call.arguments).join("");
  return {
    inputTokens: estimateTokenCount(input),
    cachedTokens: 0,
    outputTokens: estimateTokenCount(output),
  };
}
