// What a number of requests costs under GitHub's limits.
import { type Exchange, isWrite } from "./exchange.ts";

export type Tally = {
  /** Those that count against the hourly limit of the installation: neither a 304 nor asking for a token does. */
  requests: number;
  unchanged: number;
  writes: number;
  /** Writes of what people read. Objects and refs of git are none. */
  content: number;
  /** Edits of comments, of which there are more where the machine is slow. */
  edits: number;
  byRoute: Record<string, number>;
};

export function tallied(exchanges: readonly Exchange[]): Tally {
  const ours = exchanges.filter(({ route }) => !(route ?? "").startsWith("/app/"));
  const costly = ours.filter(({ status }) => status !== 304);
  const writes = costly.filter(isWrite);
  const byRoute: Record<string, number> = {};
  for (const exchange of costly) {
    const name = `${exchange.method} ${exchange.route}`;
    byRoute[name] = (byRoute[name] ?? 0) + 1;
  }
  return {
    requests: costly.length,
    unchanged: ours.length - costly.length,
    writes: writes.length,
    content: writes.filter(({ route }) => !(route ?? "").includes("/git/")).length,
    edits: writes.filter(({ method, route }) => method === "PATCH" && (route ?? "").endsWith("{comment_id}"))
      .length,
    byRoute,
  };
}
