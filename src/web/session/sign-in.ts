// Signing in by a one-time link, and out again.
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Html } from "../html/html.ts";
import { layout } from "../html/layout.ts";
import { dropCookie, keepCookie, sessionOf } from "./cookie.ts";
import { isSame } from "./secret.ts";
import type { Sessions } from "./sessions.ts";

/** `howTo`: where a link comes from; by default the words for a server that runs. */
export type SignInDeps = { sessions: Sessions; isSecure: boolean; howTo?: Html };

const FRAME = { nav: [], current: null, csrf: null, isLive: false };

/**
 * Following the link only shows a button: what previews or prefetches links must not use it up, and a cookie that is set
 * by a form of ours is sent with the very next request.
 */
export function signIn({ sessions, isSecure, howTo = RUNNING }: SignInDeps): Hono {
  const app = new Hono();
  app.get("/sign-in", (context) => {
    const link = context.req.query("link");
    return link === undefined ? askForLink(context, howTo) : context.html(shown("Sign in", button(link)));
  });
  app.post("/sign-in", async (context) => {
    const { link } = await context.req.parseBody();
    const session = typeof link === "string" ? await sessions.begin(link) : null;
    if (session === null) return context.html(shown("This link is over", over(howTo)), 403);
    keepCookie(context, session, isSecure);
    return context.redirect("/", 303);
  });
  app.post("/sign-out", async (context) => {
    const session = await sessionOf(context, sessions);
    const { csrf } = await context.req.parseBody();
    if (session === null || typeof csrf !== "string" || !isSame(csrf, session.csrf))
      return askForLink(context, howTo);
    await sessions.end(session);
    dropCookie(context);
    return context.html(shown("Signed out", html`<p>Nothing of this session is left.</p>${howTo}`));
  });
  return app;
}

/** The answer to whoever has no session. */
export async function askForLink(context: Context, howTo: Html = RUNNING): Promise<Response> {
  return context.html(shown("Sign in", howTo), 401);
}

function shown(title: string, text: ReturnType<typeof html>) {
  return layout({
    ...FRAME,
    title,
    main: html`<section class="narrow"><h1>${title}</h1>${text}</section>`,
  });
}

const RUNNING = html`<p>This page is for the person who runs Issuewright. Where it runs, ask for a link:</p>
<pre><code>npx issuewright page</code></pre>
<p class="note">A link signs in once, within ten minutes.</p>`;

function over(howTo: Html): Html {
  return html`<p>A link signs in once, within ten minutes of its making. This one was used, or is older.</p>${howTo}`;
}

function button(link: string) {
  return html`<p>This link signs in once. The session lasts twelve hours in this browser.</p>
<form method="post" action="/sign-in">
  <input type="hidden" name="link" value="${link}">
  <button>Open Issuewright</button>
</form>`;
}
