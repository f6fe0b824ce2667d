// Gets one reply: asks, waits and asks again while that may help. If none comes, the failure says why.
import { estimateTokenCount } from "tokenx";
import type { Clock } from "../../src/clock.ts";
import type { Role } from "../../src/domain/budget.ts";
import { mayPass, type NoReply } from "../../src/domain/model-failure.ts";
import { ModelFailed, type Reply, type Request } from "./model.ts";
import type { Tokens } from "./price.ts";
import type { Connection, RawReply, ReplyOrCause } from "./protocol.ts";
import { startWatchdog } from "./watchdog.ts";

export type Log = { warn(fields: object, message: string): void };

/** A model, whose it is, and where a person can choose another. */
export type Speaker = {
  /** As it was chosen. */
  name: string;
  /** As its endpoint calls it. */
  model: string;
  /** Null: the usual endpoint. */
  provider: string | null;
  role: Role;
  chosenIn: "configuration" | "rules";
  endpoint: string | null;
};

type Means = {
  connection: Connection;
  offered(signal: AbortSignal): Promise<string[]>;
  priceOf(tokens: Tokens): number | null;
  clock: Clock;
  stallMs: number;
  maxRetries: number;
  log?: Log;
};

export async function replyFrom(speaker: Speaker, request: Request, means: Means): Promise<Reply> {
  const { name, model, provider, role, chosenIn, endpoint } = speaker;
  const { clock, maxRetries, log, offered, priceOf } = means;
  let breaks = 0;
  for (let attempts = 1; ; attempts += 1) {
    const asked = await attempt(model, request, means);
    if (asked.kind === "answered") return replyOf(asked.reply, request, priceOf);
    const { cause, came } = asked;
    if (came !== null && isBroken(cause, came)) breaks += 1;
    // What breaks twice does so for its length: a shorter reply may come through.
    if (came !== null && breaks === MOST_BREAKS)
      return replyOf({ ...came, finish: "length", counted: null }, request, priceOf);
    const waitMs = waitAfter(cause, attempts, { maxRetries, jitter: Math.random() });
    if (waitMs === null) {
      const names = cause.kind === "no-such-model" ? await offered(request.signal) : [];
      const facts = { role, model: name, provider, chosenIn, endpoint, attempts, cause, offered: names };
      throw new ModelFailed({ kind: "no-reply", ...facts });
    }
    const status = "status" in cause ? cause.status : null;
    log?.warn({ model: name, attempt: attempts, waitMs, status, cause: cause.kind }, "model call failed");
    await clock.sleep(waitMs, request.signal);
  }
}

const MOST_BREAKS = 2;
/** Of a reply that may have broken for its length: proxies end what takes them too long. */
const LEAST_LONG_CHARACTERS = 2_000;

function isBroken(cause: NoReply, { text, toolCalls, opaque }: RawReply): boolean {
  if (cause.kind !== "cut-off" && cause.kind !== "silent") return false;
  return JSON.stringify([text, toolCalls, opaque]).length >= LEAST_LONG_CHARACTERS;
}

/** A server that cannot stream is silent while its model writes. */
const WHOLE_REPLY_MS = 280_000;

/** A fault of the server or the network is a value. Our own abort is thrown. */
async function attempt(
  model: string,
  request: Request,
  { connection, clock, stallMs }: Means,
): Promise<ReplyOrCause> {
  using dog = startWatchdog(clock, stallMs);
  const asked = await connection.ask(model, request, {
    signal: AbortSignal.any([request.signal, dog.signal]),
    heard: dog.feed,
    expectWhole: () => dog.allow(Math.max(stallMs, WHOLE_REPLY_MS)),
  });
  request.signal.throwIfAborted();
  if (asked.kind === "answered" || !dog.signal.aborted) return asked;
  return { ...asked, cause: { kind: "silent", quietMs: dog.allowedMs() } };
}

/** A run does not wait longer than this: a person should know. */
const LONGEST_WAIT_MS = 10 * 60_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

/**
 * Milliseconds to wait before asking again; null: that would not help, or was done often enough. `attempts` counts from
 * 1. `jitter` is between 0 and 1, so that workers which failed at the same time do not ask again at the same time.
 */
export function waitAfter(
  cause: NoReply,
  attempts: number,
  { maxRetries, jitter }: { maxRetries: number; jitter: number },
): number | null {
  const asksMs = "retryAfterMs" in cause ? cause.retryAfterMs : null;
  if (!mayPass(cause) || attempts > maxRetries || (asksMs ?? 0) > LONGEST_WAIT_MS) return null;
  const backoffMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
  return asksMs ?? Math.round(backoffMs * (0.5 + jitter / 2));
}

function replyOf(
  { counted, ...reply }: RawReply,
  request: Request,
  priceOf: (tokens: Tokens) => number | null,
): Reply {
  const tokens = counted ?? estimate(reply, request);
  const { inputTokens, cachedTokens, outputTokens } = tokens;
  return { ...reply, usage: { inputTokens, cachedTokens, outputTokens, steps: 1, usd: priceOf(tokens) } };
}

function estimate({ text, toolCalls, opaque }: Omit<RawReply, "counted">, request: Request): Tokens {
  return {
    inputTokens: estimateTokenCount(JSON.stringify([request.messages, request.tools])),
    cachedTokens: 0,
    outputTokens: estimateTokenCount(
      text +
        toolCalls.map((call) => call.name + call.arguments).join("") +
        (opaque === null ? "" : JSON.stringify(opaque.parts)),
    ),
  };
}
