// What GitHub refuses, where no retry helps, and what it could not do now. Adapters name the refusals they expect and get
// them as values.
import { ClaimLost, PermanentError, reasonOf, TransientError } from "../../domain/errors.ts";
import type { GitHubTask } from "../../domain/fault.ts";

/** No retry changes these answers. */
const REFUSALS = new Set([401, 403, 404, 409, 410, 422, 451]);
/** A proxy before the server had no patience: nobody judged the request. */
const UNHEARD = new Set([408, 425]);
/**
 * GitHub's words for its secondary limits, then and now. The last comes as a 403 or 422 about a comment.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
const SLOW_DOWN = /rate limit|abuse detection|submitted too quickly/i;

export class Refusal extends PermanentError {
  override name = "Refusal";
  readonly status: number;
  /** GitHub's own words. */
  readonly words: string;
  readonly task: GitHubTask;
  /** As `GET /path`. */
  readonly request: string;

  constructor(task: GitHubTask, request: string, status: number, words: string) {
    super({ kind: "github-refused", task, request, status, githubSaid: words });
    this.task = task;
    this.request = request;
    this.status = status;
    this.words = words;
  }
}

/** GitHub did not do it now, and may later: its side failed, nobody reached it, or it asks us to slow down. */
class Away extends TransientError {
  override name = "Away";
  readonly status: number;

  constructor(
    task: GitHubTask,
    request: string,
    status: number,
    answer: { words: string; waitMs: number | null },
  ) {
    super({ kind: "github-away", task, request, status, githubSaid: answer.words, waitMs: answer.waitMs });
    this.status = status;
  }
}

/**
 * What an error of a request means: a refusal, or GitHub is away. GitHub says "slow down" with 403, too. The original error
 * is not kept as a cause: it carries the whole request. `nowMs` is ours, for where GitHub does not tell its own time.
 */
export function meaningOf(
  error: Error,
  task: GitHubTask,
  request: { method: string; url: string },
  nowMs: number,
): Error {
  if (error.cause instanceof ClaimLost) return error.cause;
  // Of the wish for a token, without which nothing was asked.
  if (error instanceof Away) return error;
  const status = statusOf(error);
  const asked = `${request.method} ${new URL(request.url).pathname}`;
  const words = reasonOf(error);
  const isLimit = isRateLimit(error);
  if (status >= 500 || UNHEARD.has(status) || isLimit || isSuspension(status, words))
    return new Away(task, asked, status, { words, waitMs: waitIn(headersOf(error), isLimit, nowMs) });
  return REFUSALS.has(status) ? new Refusal(task, asked, status, words) : error;
}

/** Its owner may lift it. https://docs.github.com/en/apps/maintaining-github-apps/suspending-a-github-app-installation */
function isSuspension(status: number, words: string): boolean {
  return status === 403 && /installation has been suspended/i.test(words);
}

/** The app is not installed now, and its owner may put it on again. */
export function appNotInstalled({ task, request, status, words }: Refusal): Error {
  return new Away(task, request, status, { words, waitMs: null });
}

/** Whether GitHub refused a token for an installation. */
export function isOfToken({ request }: Refusal): boolean {
  return /\/installations\/\d+\/access_tokens$/.test(request);
}

/** "Otherwise, wait for at least one minute before retrying." */
const UNTOLD_MS = 60_000;

/**
 * As GitHub asks: `retry-after` first, then the reset where nothing remains, in seconds by its own clock; a minute for a
 * limit that tells neither. Null: no limit is in the way.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
function waitIn(headers: ReadonlyMap<string, unknown>, isLimit: boolean, nowMs: number): number | null {
  const after = headers.get("retry-after");
  if (after !== undefined && /^\d+$/.test(String(after))) return Number(after) * 1000;
  const [remaining, reset] = [headers.get("x-ratelimit-remaining"), Number(headers.get("x-ratelimit-reset"))];
  if (remaining !== "0" || !Number.isFinite(reset)) return isLimit ? UNTOLD_MS : null;
  const told = Date.parse(String(headers.get("date")));
  return Math.max(0, reset * 1000 - (Number.isNaN(told) ? nowMs : told));
}

/** The answer of a call, or its refusal if it has one of these statuses. */
export async function expecting<T>(statuses: number[], call: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await call();
  } catch (thrown) {
    if (thrown instanceof Refusal && statuses.includes(thrown.status)) return thrown;
    throw thrown;
  }
}

/** Null: nothing changed since the answer whose tag the request names. */
export async function unlessUnchanged<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (thrown) {
    if (statusOf(thrown) === 304) return null;
    throw thrown;
  }
}

/** False: the server failed or the line broke, so nobody knows whether the call took effect. */
export async function surely(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (thrown) {
    if (statusOf(thrown) >= 500) return false;
    throw thrown;
  }
}

export function statusOf(thrown: unknown): number {
  if (!(thrown instanceof Error) || !("status" in thrown)) return 0;
  return typeof thrown.status === "number" ? thrown.status : 0;
}

export function isRateLimit(error: Error): boolean {
  const headers = headersOf(error);
  return (
    statusOf(error) === 429 ||
    SLOW_DOWN.test(error.message) ||
    headers.has("retry-after") ||
    headers.get("x-ratelimit-remaining") === "0"
  );
}

export function headersOf(error: Error): ReadonlyMap<string, unknown> {
  const response = "response" in error ? error.response : null;
  if (typeof response !== "object" || response === null || !("headers" in response)) return new Map();
  return new Map(Object.entries(response.headers ?? {}));
}
