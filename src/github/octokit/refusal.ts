// What GitHub refuses: no retry helps. Adapters name the refusals they expect and get them as values.
import { PermanentError, reasonOf, sentence } from "../../domain/errors.ts";

const REMEDIES: Record<number, string> = {
  401: "Check APP_ID and the private key of the app",
  403: "Check that the app has this permission and that the account accepted it",
  404: "Check that it exists and that the app is installed on the repository",
  409: "Check the state of the repository on GitHub",
  410: "It was deleted or switched off; nothing more can be done to it",
  422: "Check the repository's rules and branch protection",
  451: "The repository is blocked for legal reasons",
};

export class Refusal extends PermanentError {
  override name = "Refusal";
  readonly status: number;
  /** GitHub's own words. */
  readonly words: string;

  constructor(request: string, status: number, words: string) {
    const because = `GitHub answered ${status}, ${words}`;
    super(sentence({ what: `Could not ${request}`, because, remedy: REMEDIES[status] ?? "" }));
    this.status = status;
    this.words = words;
  }
}

/**
 * The refusal an error of a request means; the error itself where a retry can help. GitHub says "slow down" with 403,
 * too. The original error is not kept as a cause: it carries the whole request.
 */
export function refusalOr(error: Error, request: { method: string; url: string }): Error {
  const status = statusOf(error);
  if (REMEDIES[status] === undefined || isRateLimit(error)) return error;
  return new Refusal(`${request.method} ${new URL(request.url).pathname}`, status, reasonOf(error));
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
