// Which questions to the model were paid twice, and whether a kill explains it.
import { createHash } from "node:crypto";
import { type ChatRequest, textOf } from "../../local/model/script.ts";
import type { Line } from "./tally.ts";

/** `at`: by `performance.now()`. */
export type HeardRequest = { at: number; request: ChatRequest };

/** An answer that came is kept within this time. */
const KEPT_WITHIN_MS = 2_000;

/**
 * A question whose answer was lost, because the worker died before it could be kept, has to be asked again. Any other one
 * must not be. What tools said is no part of a question: it has times and process ids in it.
 */
export function questions(heard: HeardRequest[], kills: number[]): Line[] {
  const byWords = Map.groupBy(heard, ({ request }) => wordsOf(request));
  const again = [...byWords.values()].flatMap((all) =>
    all.slice(1).map((next, index) => [all[index] ?? next, next] as const),
  );
  const isLost = ({ at }: HeardRequest) =>
    kills.some((kill) => kill >= at - 100 && kill - at < KEPT_WITHIN_MS);
  const twice = again.filter(([first]) => !isLost(first));
  for (const each of twice) process.stderr.write(`${told(each, kills)}\n`);
  return [
    { what: "questions to the model", count: heard.length, isFault: false },
    {
      what: "asked again, because a kill took the answer",
      count: again.length - twice.length,
      isFault: false,
    },
    { what: "asked and paid twice", count: twice.length, isFault: twice.length > 0 },
  ];
}

function told([first, next]: readonly [HeardRequest, HeardRequest], kills: number[]): string {
  const { model, messages } = first.request;
  const of = /case \d+/.exec(textOf(first.request))?.[0];
  const between = kills
    .filter((kill) => kill > first.at - 1_000 && kill < next.at)
    .map((kill) => Math.round(kill - first.at));
  const laterMs = Math.round(next.at - first.at);
  return `paid twice: ${of}, ${model}, message ${messages.length}, again after ${laterMs} ms; kills after ${between.join(", ")} ms`;
}

function wordsOf({ model, messages }: ChatRequest): string {
  const words = messages.map((message) => (message.role === "tool" ? message.tool_call_id : message));
  return createHash("sha256")
    .update(JSON.stringify([model, words]))
    .digest("hex");
}
