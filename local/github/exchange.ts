// One request and its answer, as tests count them and as the contract judges them.

export type Exchange = {
  method: string;
  /** Path below the API, without the query. */
  path: string;
  /** The route in GitHub's own notation, `/repos/{owner}/{repo}`; null where no route matched. */
  route: string | null;
  params: Record<string, string>;
  query: Record<string, string>;
  requestBody: unknown;
  status: number;
  responseBody: unknown;
  /** The answer is a fault somebody ordered. */
  faulty: boolean;
};

/** Requests that changed something on GitHub, or would have. Asking for a token is none. */
export function isWrite(exchange: Exchange): boolean {
  return exchange.method !== "GET" && exchange.route !== "/app/installations/{installation_id}/access_tokens";
}
