// Signing in by a one-time link, and out again.
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Html } from "../html/html.ts";
import { layout } from "../html/layout.ts";
import { cookieOf, dropCookie, keepCookie } from "./cookie.ts";
import { isSame } from "./secret.ts";
import type { Sessions } from "./sessions.ts";
import type { Visits } from "./visits.ts";

export type SignInDeps = {
  sessions: Sessions;
  visits: Visits;
  isSecure: boolean;
  /** What leads in, for whoever comes without a session. */
  ways: Html;
};

const FRAME = { nav: [], current: null, csrf: null, login: null, isLive: false };

/**
 * Following the link only shows a button: what previews or prefetches links must not use it up, and a cookie that is set
 * by a form of ours is sent with the very next request.
 */
export function signIn({ sessions, visits, isSecure, ways }: SignInDeps): Hono {
  const app = new Hono();
  app.get("/sign-in", (context) => {
    const link = context.req.query("link");
    return link === undefined ? askToSignIn(context, ways) : context.html(notice("Sign in", button(link)));
  });
  app.post("/sign-in", async (context) => {
    const { link } = await context.req.parseBody();
    const session = typeof link === "string" ? await sessions.begin(link) : null;
    if (session === null) return context.html(notice("This link is over", over(ways)), 403);
    keepCookie(context, session, isSecure);
    return context.redirect("/", 303);
  });
  app.post("/sign-out", async (context) => {
    const { csrf } = await context.req.parseBody();
    const session = await visits.sessionOf(cookieOf(context));
    if (session === null || typeof csrf !== "string" || !isSame(csrf, session.csrf))
      return askToSignIn(context, ways);
    await visits.end(session);
    dropCookie(context);
    return context.html(notice("Signed out", html`<p>Nothing of this session is left.</p>${ways}`));
  });
  return app;
}

/** The answer to whoever has no session. */
export async function askToSignIn(context: Context, ways: Html): Promise<Response> {
  return context.html(notice("Sign in", ways), 401);
}

/** A page for somebody who is not signed in. */
export function notice(title: string, text: Html): Html {
  return layout({
    ...FRAME,
    title,
    main: html`<section class="narrow"><h1>${title}</h1>${text}</section>`,
  });
}

function over(ways: Html): Html {
  return html`<p>A link signs in once, within ten minutes of its making. This one was used, or is older.</p>${ways}`;
}

function button(link: string) {
  return html`<p>This link signs in once. The session lasts twelve hours in this browser.</p>
<form method="post" action="/sign-in">
  <input type="hidden" name="link" value="${link}">
  <button>Open Issuewright</button>
</form>`;
}
