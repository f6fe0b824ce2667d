// What a number of requests costs under GitHub's limits.
import { type Exchange, isWrite } from "./exchange.ts";

export type Tally = {
  /** Those that count against the hourly limit: a 304 does not. */
  requests: number;
  unchanged: number;
  writes: number;
  /** Writes of what people read. Objects and refs of git are none. */
  content: number;
  byRoute: Record<string, number>;
};

export function tallied(exchanges: readonly Exchange[]): Tally {
  const costly = exchanges.filter(({ status }) => status !== 304);
  const writes = costly.filter(isWrite);
  const byRoute: Record<string, number> = {};
  for (const exchange of costly) {
    const name = `${exchange.method} ${exchange.route}`;
    byRoute[name] = (byRoute[name] ?? 0) + 1;
  }
  return {
    requests: costly.length,
    unchanged: exchanges.length - costly.length,
    writes: writes.length,
    content: writes.filter(({ route }) => !(route ?? "").includes("/git/")).length,
    byRoute,
  };
}
