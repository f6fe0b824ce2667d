// What GitHub's answers say of its rate limits, told to somebody who wants to know.
// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit
import type { Clock } from "../../clock.ts";
import type { SignOf } from "../../signs/sign.ts";

export type GitHubLimit = SignOf<"github-limit">;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The same fetch. An Enterprise Server without limits names none, and nobody is told then. */
export function tellingLimits(
  fetch: Fetch,
  {
    installationId,
    clock,
    tell,
  }: { installationId: number | null; clock: Clock; tell(limit: GitHubLimit): void },
): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    // An installation's token is asked for in the name of the App.
    const limit = url.endsWith("/access_tokens") ? null : limitIn((name) => response.headers.get(name));
    if (limit !== null) tell({ kind: "github-limit", installationId, ...limit, atMs: clock.now() });
    return response;
  };
}

export type RateLimit = Pick<GitHubLimit, "resource" | "limit" | "left" | "resetsAtMs">;

/** Null: the answer names none. */
export function limitIn(header: (name: string) => unknown): RateLimit | null {
  const number = (name: string) => {
    const text = String(header(`x-ratelimit-${name}`) ?? "");
    return /^\d{1,12}$/.test(text) ? Number(text) : null;
  };
  const [limit, left, reset] = [number("limit"), number("remaining"), number("reset")];
  if (limit === null || left === null || reset === null) return null;
  const resource = String(header("x-ratelimit-resource") ?? "core");
  return { resource, limit, left, resetsAtMs: reset * 1000 };
}
