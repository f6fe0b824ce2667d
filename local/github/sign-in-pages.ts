// The pages of signing in with GitHub: the one that asks a person, and the one that programs send a code to.
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Hub } from "./hub.ts";
import { escaped, html } from "./page-html.ts";
import type { Answer } from "./route.ts";
import { agree, decline, exchange, readWish } from "./sign-in.ts";

const ASK = "/login/oauth/authorize";
const EXCHANGE = "/login/oauth/access_token";

/** Null: there is no such page. */
export async function signInPage(hub: Hub, request: IncomingMessage): Promise<Answer | null> {
  const url = new URL(request.url ?? "/", hub.serverUrl);
  if (url.pathname === EXCHANGE && request.method === "POST") {
    const sent = new URLSearchParams([...url.searchParams, ...new URLSearchParams(await text(request))]);
    const said = exchange(hub, sent);
    // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#response
    if (request.headers.accept?.includes("application/json") === true) return { status: 200, body: said };
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(said)) form.set(name, String(value));
    return { status: 200, body: form.toString(), headers };
  }
  if (url.pathname !== ASK) return null;
  const read = readWish(hub, url.searchParams);
  if (read.kind === "no-such-app") return { status: 404, body: null };
  if (read.kind === "away") return away(read.to);
  if (request.method !== "POST") return question(hub);
  const login = new URLSearchParams(await text(request)).get("login");
  return away(login === null ? decline(read.wish) : agree(hub, login, read.wish));
}

/** Everybody who has an account here is signed in, as in a browser with several accounts. */
function question({ app, state }: Hub): Answer {
  const people = [...state.accounts.values()].filter(({ type }) => type === "User");
  return html(
    200,
    `<h1>Authorize ${escaped(app.name)}</h1><form method="post">
${people.map(({ login }) => `<button name="login" value="${escaped(login)}">Authorize as @${escaped(login)}</button>`).join("\n")}
<button name="cancel" value="1">Cancel</button></form>`,
  );
}

function away(to: string): Answer {
  return { status: 302, body: "", headers: { location: to } };
}
