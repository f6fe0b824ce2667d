// The rate limit as GitHub counts it: a number of requests per hour for each token.
import type { Hub } from "./hub.ts";
import type { Token } from "./state.ts";

const PER_HOUR = 5000;
const HOUR_SECONDS = 3600;

export function limitOf(hub: Hub, token: Token | null) {
  const nowSeconds = Math.floor(hub.clock.now() / 1000);
  const used = token?.used ?? 0;
  const reset = nowSeconds - (nowSeconds % HOUR_SECONDS) + HOUR_SECONDS;
  return { limit: PER_HOUR, remaining: Math.max(0, PER_HOUR - used), reset, used, resource: "core" };
}

export function limitHeaders(hub: Hub, token: Token | null): Record<string, string> {
  const entries = Object.entries(limitOf(hub, token));
  return Object.fromEntries(entries.map(([name, value]) => [`x-ratelimit-${name}`, String(value)]));
}
