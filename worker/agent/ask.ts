// Asks the model for its next reply, and shortens the conversation before it or when the endpoint says it is too long.
import { type Model, ModelFailed, type Reply, type Request } from "../models/model.ts";
import { tokensOf } from "./compact.ts";
import { type Cut, cutWatch } from "./cut-watch.ts";
import type { Transcript } from "./transcript.ts";

export type Asker = {
  /**
   * `cut` null: the endpoint read all. Else the reply knows only a part of the conversation. Throws what the model throws.
   * ModelFailed with `too-long` only where shortening is impossible or did not help.
   */
  next(): Promise<{ reply: Reply; cut: Cut | null }>;
  /** Shortens the conversation to what the endpoint was seen to read. False: that is impossible. */
  fit(): boolean;
  /** Most characters of all results of one reply, so that the newest turn never fills the whole context. */
  resultCharacters: number;
};

/** At first. A reply that fills it is followed by one that may be twice as long. */
const OUTPUT_TOKENS = 16_384;
const MAX_OUTPUT_TOKENS = 65_536;
/** For a model whose context nobody told us. */
const USUAL_CONTEXT_TOKENS = 128_000;
/** A larger context is not filled: each further reply would pay for all of it. */
const MAX_CONTEXT_TOKENS = 200_000;
/** What was said since the last reply is only estimated. */
const SAFETY = 0.9;
/** Share of the room that stays filled after shortening, so that it is not needed again at once. */
const KEPT = 0.4;

export function askerOf(
  model: Model,
  transcript: Transcript,
  asking: Pick<Request, "tools" | "signal">,
): Asker {
  const context = Math.min(model.contextTokens ?? USUAL_CONTEXT_TOKENS, MAX_CONTEXT_TOKENS);
  const mostOutputTokens = Math.min(MAX_OUTPUT_TOKENS, Math.ceil(context / 2));
  let maxOutputTokens = Math.min(OUTPUT_TOKENS, Math.ceil(context / 4));
  const toolTokens = tokensOf([{ role: "system", text: JSON.stringify(asking.tools) }]);
  const roomBeside = (outputTokens: number) => Math.floor((context - outputTokens) * SAFETY);
  let room = roomBeside(maxOutputTokens);
  /** The most that the endpoint counted for a request. */
  let read = 0;
  const cutIn = cutWatch();
  let counted: { messages: number; tokens: number } | null = null;

  const size = () => {
    const messages = transcript.messages();
    if (counted === null) return toolTokens + tokensOf(messages);
    return counted.tokens + tokensOf(messages.slice(counted.messages));
  };
  const shorten = () => {
    const shortened = transcript.compact(Math.floor(room * KEPT));
    if (shortened) counted = null;
    return shortened;
  };
  const grow = ({ finish, usage }: Reply) => {
    // Cut below the limit, it was another's limit.
    if (finish !== "length" || usage.outputTokens < maxOutputTokens) return;
    maxOutputTokens = Math.min(mostOutputTokens, maxOutputTokens * 2);
    room = Math.min(room, roomBeside(maxOutputTokens));
  };
  const ask = async () => {
    const messages = transcript.messages();
    const reply = await model.reply({ ...asking, messages, maxOutputTokens });
    const { inputTokens, outputTokens } = reply.usage;
    // The reply itself is the next message.
    counted = { messages: messages.length + 1, tokens: inputTokens + outputTokens };
    read = Math.max(read, inputTokens);
    grow(reply);
    return { reply, cut: cutIn(messages, inputTokens) };
  };

  return {
    resultCharacters: room,
    fit: () => {
      room = Math.min(room, Math.floor(read * SAFETY));
      return shorten();
    },
    next: async () => {
      if (size() > room) shorten();
      for (;;) {
        try {
          return await ask();
        } catch (thrown) {
          if (!isTooLong(thrown)) throw thrown;
          // The endpoint holds less than we thought. Each time less is kept, until nothing can be left out any more.
          room = Math.min(room, size());
          if (!shorten()) throw thrown;
        }
      }
    },
  };
}

function isTooLong(thrown: unknown): boolean {
  if (!(thrown instanceof ModelFailed)) return false;
  const { failure } = thrown;
  return failure.kind === "no-reply" && failure.cause.kind === "too-long";
}
