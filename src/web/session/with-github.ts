// Signing in with GitHub: there and back. What the browser brings back counts only for the sign-in that it began itself.
import { createHash, randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { People } from "../../github/people.ts";
import type { Log } from "../../log.ts";
import type { Html } from "../html/html.ts";
import { OwnPath, SIGNED_IN_PATH } from "./back.ts";
import { keepBegun, keepCookie, takeBegun } from "./cookie.ts";
import { notice } from "./sign-in.ts";
import type { Visits } from "./visits.ts";

const BEGIN_PATH = "/sign-in/github";

export type WithGitHubDeps = {
  people: People;
  visits: Visits;
  /** Where a proxy with https shows the page; null: nowhere. */
  address: string | null;
  isSecure: boolean;
  log: Log;
};

/** `back`: where to go afterwards. */
export function signInLink(back: string): Html {
  return html`<p>You see the repositories that you can read on GitHub.</p>
<p class="acts"><a class="button" href="${BEGIN_PATH}?back=${encodeURIComponent(back)}">Sign in with GitHub</a></p>`;
}

export function withGitHub({ people, visits, address, isSecure, log }: WithGitHubDeps): Hono {
  const app = new Hono();
  app.get(BEGIN_PATH, (context) => {
    const begun = { state: random(), verifier: random(), back: ownPath(context.req.query("back")) };
    keepBegun(context, begun, isSecure);
    const challenge = createHash("sha256").update(begun.verifier).digest("base64url");
    return context.redirect(people.askAt({ state: begun.state, challenge, backTo: backTo(context) }), 302);
  });
  app.get(SIGNED_IN_PATH, async (context) => {
    const { state = "", code = "", error = "" } = context.req.query();
    const begun = takeBegun(context, state);
    if (begun === null) return context.html(NOT_BEGUN, 400);
    if (code === "") return context.html(error === "access_denied" ? DECLINED : REFUSED, 403);
    const granted = await people.exchange({ code, verifier: begun.verifier, backTo: backTo(context) });
    if (granted.kind !== "granted") log.warn({ granted }, "GitHub signed nobody in");
    if (granted.kind === "away") return context.html(AWAY, 503);
    if (granted.kind === "refused") return context.html(REFUSED, 403);
    const reach = await people.reach(granted.token);
    if (reach.kind === "reach" && reach.places.length > 0) {
      keepCookie(context, visits.begin(granted.token, reach), isSecure);
      return welcome(context, reach.login, begun.back);
    }
    await people.revoke(granted.token);
    return reach.kind === "reach" ? context.html(stranger(reach.login), 403) : context.html(AWAY, 503);
  });
  return app;

  /** GitHub compares it with what the App's settings say. */
  function backTo(context: Context): string {
    const host = context.req.header("host") ?? "";
    const origin = address !== null && new URL(address).host === host ? address : `http://${host}`;
    return `${origin}${SIGNED_IN_PATH}`;
  }
}

/** Behind GitHub's redirect a browser holds a strict cookie back, so that a step of our own follows. */
function welcome(context: Context, login: string, back: string): Response | Promise<Response> {
  context.header("refresh", `0; url=${back}`);
  const text = html`<p>As @${login}.</p><p class="acts"><a class="button" href="${back}">Go on</a></p>`;
  return context.html(notice("Signed in", text));
}

function ownPath(text: string | undefined): string {
  return OwnPath.safeParse(text).data ?? "/";
}

function random(): string {
  return randomBytes(32).toString("base64url");
}

const AGAIN = signInLink("/");
const NOT_BEGUN = notice(
  "Not from here",
  html`<p>This browser began no such sign-in, or more than ten minutes ago.</p>${AGAIN}`,
);
const DECLINED = notice("Not signed in", html`<p>You told GitHub not to.</p>${AGAIN}`);
const REFUSED = notice(
  "Not signed in",
  html`<p>GitHub did not say who you are: its code is over, or the App's client id and secret are wrong. The server's log has its words.</p>${AGAIN}`,
);
const AWAY = notice(
  "GitHub is away",
  html`<p>It did not say who you are. Try again in a moment.</p>${AGAIN}`,
);

function stranger(login: string): Html {
  return notice(
    "Nothing here for you",
    html`<p>@${login} has no access to a repository that Issuewright works in. That everybody may read a public repository is not enough: its owner has to give you access to it. Once you have it, sign in again.</p>${AGAIN}`,
  );
}
