// A request with its answer, for tests to count and for the contract to check.

export type Exchange = {
  method: string;
  /** The path below the API, without the query. */
  path: string;
  /** The route in GitHub's own notation, `/repos/{owner}/{repo}`; null where no route matched. */
  route: string | null;
  params: Record<string, string>;
  query: Record<string, string>;
  requestBody: unknown;
  /** The version of the API that the caller asked for; null: it leaves that to GitHub. */
  apiVersion: string | null;
  status: number;
  responseBody: unknown;
  /** True: the answer is an ordered fault. */
  faulty: boolean;
};

/** True for a request that changes something on GitHub. A request for a token changes nothing. */
export function isWrite(exchange: Exchange): boolean {
  return exchange.method !== "GET" && exchange.route !== "/app/installations/{installation_id}/access_tokens";
}
