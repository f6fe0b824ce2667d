// Why a server gave no reply, and what follows: wait and ask again, give up for now, or never ask again. Pure.
import { type Complaint, reasonOf } from "../../../src/domain/errors.ts";

export type Failure = {
  /** HTTP status; null where none came: no connection, a dropped or a stalled stream. */
  status: number | null;
  code: string | null;
  /** The server's own words, or ours where it had none. One line, without the key. */
  words: string;
  /** What the server asked us to wait; null: it did not. */
  retryAfterMs: number | null;
};

export type Judgement = { kind: "wait"; ms: number } | { kind: "unavailable" } | { kind: "permanent" };

/** Longer than this and a person should know; a run does not sit it out. */
const LONGEST_WAIT_MS = 10 * 60_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;
const WORTH_RETRYING = new Set([408, 409, 425, 429]);

/** `attempt` counts from 1; `jitter` is between 0 and 1 and spreads workers that failed together. */
export function judge(failure: Failure, attempt: number, maxRetries: number, jitter: number): Judgement {
  if (!worthRetrying(failure)) return { kind: "permanent" };
  if (attempt > maxRetries || (failure.retryAfterMs ?? 0) > LONGEST_WAIT_MS) return { kind: "unavailable" };
  const backoffMs = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  return { kind: "wait", ms: failure.retryAfterMs ?? Math.round(backoffMs * (0.5 + jitter / 2)) };
}

/** Says why no retry can help and what to do; `chosenIn` is where the role's model is chosen. */
export function permanentComplaint(
  failure: Failure,
  { what, chosenIn, offered }: { what: string; chosenIn: string; offered: string[] },
): Complaint {
  const said = saidBy(failure);
  if (outOfCredit(failure)) {
    return {
      what,
      because: `the account has no credit left (${said})`,
      remedy: "Add credit, then try again",
    };
  }
  switch (failure.status) {
    case 401:
    case 403:
      return {
        what,
        because: `the endpoint refused our key (${said})`,
        remedy: "Check OPENAI_API_KEY, and that it may use this model",
      };
    case 404:
      return {
        what,
        because: `the endpoint knows no such model or path (${said})`,
        remedy: `Check OPENAI_BASE_URL and ${chosenIn}. ${offerOf(offered)}`,
      };
    default:
      return isTooLong(failure)
        ? {
            what,
            because: `the conversation no longer fits the model's context (${said})`,
            remedy: `Choose a model with a larger context in ${chosenIn}, or split the issue`,
          }
        : {
            what,
            because: `the endpoint refused the request (${said})`,
            remedy: `Check that the model in ${chosenIn} can call tools`,
          };
  }
}

/** Clients put the status before a server's words, or leave it out. */
function saidBy({ status, words }: Failure): string {
  return status === null || words.startsWith(`${status} `) ? words : `${status} ${words}`;
}

export function offerOf(offered: string[]): string {
  if (offered.length === 0) return "The endpoint does not say which models it offers";
  const rest = offered.length > 30 ? ` and ${offered.length - 30} more` : "";
  return `The endpoint offers: ${offered.slice(0, 30).join(", ")}${rest}`;
}

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

/** A server's words are hostile text: one short line, never with the key it was given, nor with where it is. */
export function wordsOf(thrown: unknown, apiKey: string): string {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const cause = causeOf(thrown);
  const words = cause === null ? said : `${said.replace(/\.$/, "")} (${cause})`;
  const keyless = apiKey === "" ? words : words.replaceAll(apiKey, "[key]");
  return reasonOf(keyless.replace(ADDRESS, "[address]")).slice(0, 300);
}

/** "Connection error." alone says nothing; what does stands some causes below, best as the system's own code. */
function causeOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !(thrown.cause instanceof Error)) return null;
  const { cause } = thrown;
  const own = "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return causeOf(cause) ?? own;
}

function worthRetrying(failure: Failure): boolean {
  if (isTooLong(failure)) return false;
  if (failure.status === null) return true;
  return (WORTH_RETRYING.has(failure.status) || failure.status >= 500) && !outOfCredit(failure);
}

/** OpenAI answers an empty account with 429, which no waiting mends. */
function outOfCredit(failure: Failure): boolean {
  return failure.status === 402 || failure.code === "insufficient_quota";
}

/** Local servers say so with 500 or inside a stream; where only the pace or the key is wrong, their words mean that. */
const NOT_ABOUT_LENGTH = new Set([401, 402, 403, 404, 429]);
const TOO_LONG_CODES = new Set([
  "context_length_exceeded",
  "exceed_context_size_error",
  "model_context_window_exceeded",
  "request_too_large",
]);
/** As endpoints word it: there is no standard for it, and few give a code. */
const TOO_LONG_WORDS = [
  /context[ _](length|window|size)|max(imum)?[ _]context/i,
  /(prompt|input|request|conversation|message)s? (is|are|was|were) (too (long|large)|longer than)/i,
  /(prompt|input|messages?|token)s?( token)?( count)?.{0,40}\bexceed(s|ed)?\b.{0,40}\b(tokens?|maximum|limit|length)\b/i,
  /maximum (prompt|input|model|sequence) length|too many (input )?tokens|exceeded (the )?model token limit/i,
  /reduce the length of the (messages|prompt|input)|too large for model with \d+/i,
];

/** The conversation does not fit the model: shortened, it may. */
export function isTooLong(failure: Failure): boolean {
  if (failure.status !== null && NOT_ABOUT_LENGTH.has(failure.status)) return false;
  if (failure.status === 413 || TOO_LONG_CODES.has(failure.code ?? "")) return true;
  return TOO_LONG_WORDS.some((words) => words.test(failure.words));
}
