// What GitHub refuses: no retry helps. Adapters name the refusals they expect and get them as values.
import { PermanentError, reasonOf } from "../../domain/errors.ts";
import type { GitHubTask } from "../../domain/fault.ts";

/** No retry changes these answers. */
const REFUSALS = new Set([401, 403, 404, 409, 410, 422, 451]);

export class Refusal extends PermanentError {
  override name = "Refusal";
  readonly status: number;
  /** GitHub's own words. */
  readonly words: string;

  constructor(task: GitHubTask, request: string, status: number, words: string) {
    super({ kind: "github-refused", task, request, status, githubSaid: words });
    this.status = status;
    this.words = words;
  }
}

/**
 * The refusal an error of a request means; the error itself where a retry can help. GitHub says "slow down" with 403,
 * too. The original error is not kept as a cause: it carries the whole request.
 */
export function refusalOr(error: Error, task: GitHubTask, request: { method: string; url: string }): Error {
  const status = statusOf(error);
  if (!REFUSALS.has(status) || isRateLimit(error)) return error;
  return new Refusal(task, `${request.method} ${new URL(request.url).pathname}`, status, reasonOf(error));
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

function statusOf(thrown: unknown): number {
  if (!(thrown instanceof Error) || !("status" in thrown)) return 0;
  return typeof thrown.status === "number" ? thrown.status : 0;
}

function isRateLimit(error: Error): boolean {
  if (/rate limit/i.test(error.message)) return true;
  const response = "response" in error ? error.response : null;
  if (typeof response !== "object" || response === null || !("headers" in response)) return false;
  const headers = new Map(Object.entries(response.headers ?? {}));
  return headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0";
}
