// What it means when an endpoint answers with an HTTP error, and which of its words are repeated. Pure.
import { reasonOf } from "../../src/domain/errors.ts";
import type { NoReply } from "../../src/domain/model-failure.ts";

export type Refusal = {
  /** HTTP status; null for an error inside a stream that names none. */
  status: number | null;
  code: string | null;
  /** The endpoint's own words, as `wordsOf` leaves them. */
  said: string;
  /** How long the server asked us to wait; null: it did not. */
  retryAfterMs: number | null;
};

export function causeOf({ code, ...refusal }: Refusal): NoReply {
  const { status, said } = refusal;
  const refused = { status, said };
  if (isTooLong(status, code, said)) return { kind: "too-long", ...refused };
  // OpenAI answers an empty account with 429, which no waiting mends.
  if (status === 402 || code === "insufficient_quota") return { kind: "no-credit", ...refused };
  if (status === 401 || status === 403) return { kind: "wrong-key", ...refused };
  if (status === 404) return { kind: "no-such-model", ...refused };
  if (status === 429) return { kind: "rate-limited", ...refusal };
  if (status === null || status >= 500 || PASSING.has(status)) return { kind: "server-error", ...refusal };
  if (code === "content_filter") return { kind: "filtered", ...refused };
  return { kind: "refused", ...refused };
}

/** Timeouts and conflicts, which may have passed a moment later. */
const PASSING = new Set([408, 409, 425]);

/** `retry-after` in seconds or as a date, or OpenAI's own `retry-after-ms`. */
export function retryAfterMs(headers: Headers | undefined, nowMs: number): number | null {
  const ms = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (ms >= 0) return ms;
  const given = headers?.get("retry-after");
  if (!given) return null;
  const seconds = Number(given);
  const wait = Number.isNaN(seconds) ? Date.parse(given) - nowMs : seconds * 1000;
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

const ADDRESS =
  /\b(?:https?:\/\/\S+|\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|(?:localhost|[\w-]+(?:\.[\w-]+)+):\d{1,5})/gi;
const MAX_WORDS_CHARACTERS = 300;

/** A server's words are hostile text. They become one short line without the key and without addresses. */
export function wordsOf(thrown: unknown, apiKey: string): string {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const cause = deepestCause(thrown);
  const words = cause === null ? said : `${said.replace(/\.$/, "")} (${cause})`;
  const keyless = apiKey === "" ? words : words.replaceAll(apiKey, "[key]");
  return reasonOf(keyless.replace(ADDRESS, "[address]")).slice(0, MAX_WORDS_CHARACTERS);
}

/** "Connection error." says nothing. The deepest cause does, best by the system's own code. */
function deepestCause(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !(thrown.cause instanceof Error)) return null;
  const { cause } = thrown;
  const own = "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return deepestCause(cause) ?? own;
}

/** With these statuses the words are about something else. Local servers use 500, or an error inside a stream. */
const NOT_ABOUT_LENGTH = new Set([401, 402, 403, 404, 429]);
const TOO_LONG_CODES = new Set([
  "context_length_exceeded",
  "exceed_context_size_error",
  "model_context_window_exceeded",
  "request_too_large",
]);
/** The words of many endpoints: there is no standard, and few send a code. */
const TOO_LONG_WORDS = [
  /context[ _](length|window|size)|max(imum)?[ _]context/i,
  /(prompt|input|request|conversation|message)s? (is|are|was|were) (too (long|large)|longer than)/i,
  /(prompt|input|messages?|token)s?( token)?( count)?.{0,40}\bexceed(s|ed)?\b.{0,40}\b(tokens?|maximum|limit|length)\b/i,
  /maximum (prompt|input|model|sequence) length|too many (input )?tokens|exceeded (the )?model token limit/i,
  /reduce the length of the (messages|prompt|input)|too large for model with \d+/i,
];

function isTooLong(status: number | null, code: string | null, said: string): boolean {
  if (status !== null && NOT_ABOUT_LENGTH.has(status)) return false;
  if (status === 413 || TOO_LONG_CODES.has(code ?? "")) return true;
  return TOO_LONG_WORDS.some((words) => words.test(said));
}
