// Counts tokens in a fixed way: four characters each. A prefix that was sent before counts as cached.
import { createHash } from "node:crypto";
import type { ChatRequest, Turn } from "./script.ts";

export type Counted = { prompt: number; cached: number; completion: number };

export type Counter = { count(request: ChatRequest, turn: Turn): Counted };

export function counter(): Counter {
  const seen = new Set<string>();
  return {
    count: (request, turn) => {
      const hash = createHash("sha256").update(request.model);
      let prompt = 0;
      let cached = 0;
      for (const part of [request.tools ?? [], ...request.messages]) {
        const text = JSON.stringify(part);
        prompt += tokens(text);
        const prefix = hash.update(text).copy().digest("base64");
        if (seen.has(prefix)) cached = prompt;
        seen.add(prefix);
      }
      return { prompt, cached, completion: tokens((turn.text ?? "") + JSON.stringify(turn.calls ?? [])) };
    },
  };
}

export function tokensOf(part: object): number {
  return tokens(JSON.stringify(part));
}

function tokens(text: string): number {
  return Math.ceil(text.length / 4);
}
