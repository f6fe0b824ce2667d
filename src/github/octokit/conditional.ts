// Reads that cost nothing: GitHub does not count the answer 304 to a request that names what we have already, where it is made
// with a token. Another token gets other tags, so each answer is paid once a token: https://github.com/github/docs/issues/34689
// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
import { type Recent, recent } from "./recent.ts";

type Answer = { tag: string; body: string; headers: [string, string][] };
export type Answers = Recent<Answer>;

const MOST_CHARACTERS = 48 * 1024 * 1024;
/** Larger answers are fetched anew. */
const LARGEST = 512 * 1024;

export function rememberAnswers(): Answers {
  return recent(MOST_CHARACTERS, ({ body }) => body.length);
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The same fetch; a 304 becomes the answer that it stands for. `scope`: who asks, because answers depend on it. */
export function conditional(fetch: Fetch, answers: Answers, scope: string): Fetch {
  return async (url, init) => {
    const headers = new Headers(init.headers);
    // Who names a tag of its own wants to hear of a 304.
    const isPlain = (init.method ?? "GET").toUpperCase() === "GET" && !headers.has("if-none-match");
    if (!isPlain) return fetch(url, init);
    const key = `${scope} ${headers.get("accept") ?? ""} ${url}`;
    const known = answers.get(key);
    if (known !== undefined) headers.set("if-none-match", known.tag);
    const response = await fetch(url, { ...init, headers });
    if (known !== undefined && response.status === 304) return again(known, response);
    const tag = response.headers.get("etag");
    if (response.status !== 200 || tag === null) return response;
    const body = await response.text();
    const answer = { tag, body, headers: [...response.headers] };
    if (body.length <= LARGEST) answers.set(key, answer);
    else answers.forget(key);
    return again(answer, response);
  };
}

/** What the newer response says of limits holds. */
function again({ body, headers }: Answer, response: Response): Response {
  const all = new Headers(headers);
  for (const [name, value] of response.headers) all.set(name, value);
  const answer = new Response(body, { status: 200, headers: all });
  Object.defineProperty(answer, "url", { value: response.url });
  return answer;
}
