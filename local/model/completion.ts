// Writes a turn of the script in the chat completions protocol: whole, or as the chunks of a stream.
import type { Counted } from "./count.ts";
import { type Turn, textOfCall } from "./script.ts";
import type { Oddities, Telling } from "./speaker.ts";

export function completion(telling: Telling, odd: Oddities) {
  const { turn } = telling;
  const calls = callsOf(telling, odd);
  const message = {
    role: "assistant",
    content: turn.parts ?? turn.text ?? null,
    ...(calls.length > 0 && { tool_calls: calls }),
    ...turn.own,
  };
  return {
    ...envelope(telling, "chat.completion"),
    choices: [{ index: 0, message, finish_reason: finishOf(turn) }],
    ...(!odd.noUsage && { usage: usageOf(telling.counted) }),
  };
}

export function chunks(telling: Telling, odd: Oddities, withUsage: boolean): object[] {
  const shell = envelope(telling, "chat.completion.chunk");
  const chunk = (delta: object, finish: string | null = null) => ({
    ...shell,
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  return [
    chunk({ role: "assistant", content: "" }),
    ...ownPieces(telling.turn).map((delta) => chunk(delta)),
    ...pieces(telling.turn.text ?? "").map((content) => chunk({ content })),
    ...callsOf(telling, odd).flatMap((call, index) => {
      const place = odd.missingIndex ? {} : { index };
      const { arguments: text, name } = call.function;
      const head = { ...place, ...call, function: { name, arguments: "" } };
      const rest = pieces(text).map((piece) => ({ ...place, function: { arguments: piece } }));
      return [head, ...rest].map((part) => chunk({ tool_calls: [part] }));
    }),
    chunk({}, finishOf(telling.turn)),
    ...(withUsage && !odd.noUsage ? [{ ...shell, choices: [], usage: usageOf(telling.counted) }] : []),
  ];
}

/** The provider's own fields, with a text among them in pieces. */
function ownPieces({ own = {}, parts = [] }: Turn): object[] {
  return [
    ...Object.entries(own).flatMap(([field, value]) =>
      typeof value === "string" ? pieces(value).map((piece) => ({ [field]: piece })) : [{ [field]: value }],
    ),
    ...parts.map((part) => ({ content: [part] })),
  ];
}

function envelope({ model, turnNumber }: Telling, object: string) {
  return { id: `chatcmpl-${turnNumber}`, object, created: 0, model };
}

function callsOf({ turn, turnNumber }: Telling, odd: Oddities) {
  return (turn.calls ?? []).map((call, index) => {
    const text = textOfCall(call, odd.badArguments);
    return {
      id: `call_${turnNumber}_${index}`,
      type: "function",
      function: { name: call.name, arguments: text },
      ...call.own,
    };
  });
}

function finishOf(turn: Turn): string {
  return turn.finish ?? (turn.calls?.length ? "tool_calls" : "stop");
}

function usageOf({ prompt, cached, completion: written }: Counted) {
  return {
    prompt_tokens: prompt,
    completion_tokens: written,
    total_tokens: prompt + written,
    prompt_tokens_details: { cached_tokens: cached },
  };
}

/** The sizes are uneven on purpose, so that words, escapes and names are cut anywhere. */
function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,7}/gu) ?? [];
}
