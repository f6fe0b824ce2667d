// What it means when an endpoint states an error, and which of its words are repeated. Pure.
import { reasonOf } from "../../src/domain/errors.ts";
import type { NoReply } from "../../src/domain/model-failure.ts";
import { CODE_STATUS, KNOWN, type Known } from "./known-refusals.ts";

/** The code of an answer that is a page for people. */
export const WEB_PAGE = "web-page";

export type Refusal = {
  /** HTTP status; null for an error inside a stream that names none. */
  status: number | null;
  /** Each code, type and reason that came with it. */
  codes: string[];
  /** The endpoint's own words, as `wordsOf` leaves them. */
  said: string;
  /** How long the server asked us to wait; null: it did not. */
  retryAfterMs: number | null;
};

/** What is known by a code or by words goes before what follows from the status alone. */
export function causeOf({ codes, ...refusal }: Refusal): NoReply {
  const { said } = refusal;
  const facts = { status: refusal.status, said };
  const status =
    refusal.status ?? codes.map((code) => CODE_STATUS[code]).find((known) => known !== undefined) ?? null;
  const waitMs = refusal.retryAfterMs ?? saidWaitMs(said);
  const passing = { ...facts, retryAfterMs: waitMs };
  const kind = KNOWN.find((known) => isThis(known, { status, codes, said, waits: waitMs !== null }))?.kind;
  if (kind === "malformed") return { kind, ...passing };
  if (kind !== undefined) return { kind, ...facts };
  const isPermanent = status !== null && status < 500 && status !== 429 && !PASSING.has(status);
  if (isPermanent && codes.includes(WEB_PAGE)) return { kind: "not-an-api", ...facts };
  if (isPermanent) return { kind: BY_STATUS[status] ?? "refused", ...facts };
  return { kind: status === 429 ? "rate-limited" : "server-error", ...passing };
}

const BY_STATUS: Partial<Record<number, "wrong-key" | "no-such-model">> = {
  401: "wrong-key",
  403: "wrong-key",
  404: "no-such-model",
};

type Seen = { status: number | null; codes: string[]; said: string; waits: boolean };

function isThis(known: Known, { status, codes, said, waits }: Seen): boolean {
  if (waits && known.unlessAskedToWait) return false;
  if (known.codes?.some((code) => codes.includes(code))) return true;
  if (known.statuses !== undefined && (status === null || !known.statuses.includes(status))) return false;
  if (known.notStatuses !== undefined && status !== null && known.notStatuses.includes(status)) return false;
  if (known.words === undefined) return known.statuses !== undefined;
  return known.words.every((words) => words.test(said)) && !known.notWords?.test(said);
}

/** Timeouts, conflicts and a lack of room for now, which may have passed a moment later. */
const PASSING = new Set([408, 409, 425, 498, 499]);

/** `retry-after` in seconds or as a date, or OpenAI's own `retry-after-ms`. */
export function retryAfterMs(headers: Headers | null, nowMs: number): number | null {
  const ms = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (ms >= 0) return ms;
  const given = headers?.get("retry-after");
  if (!given) return null;
  const seconds = Number(given);
  const wait = Number.isNaN(seconds) ? Date.parse(given) - nowMs : seconds * 1000;
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

const SAID_WAIT =
  /\b(?:try again|retry) (?:in|after) (\d+(?:\.\d+)?) ?(ms|s|m)(?:illi)?(?:sec(?:ond)?s?|in(?:ute)?s?)?\b/i;
const UNIT_MS = { ms: 1, s: 1000, m: 60_000 } as const;

/** Some endpoints say only in words how long to wait. */
function saidWaitMs(said: string): number | null {
  const [, amount, unit] = SAID_WAIT.exec(said) ?? [];
  if (amount === undefined) return null;
  return Math.ceil(Number(amount) * (unit === "ms" || unit === "m" ? UNIT_MS[unit] : UNIT_MS.s));
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
