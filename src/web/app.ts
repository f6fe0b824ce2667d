// The page as an application: its guards, its files, signing in, and every page as far as whoever asks may see it.
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { People } from "../github/people.ts";
import type { Log } from "../log.ts";
import type { Acting } from "./act.ts";
import { acts } from "./acting.ts";
import { assets } from "./assets.ts";
import { onlyHosts, onlyOwnForms, onlySmallForms, strictHeaders } from "./guard.ts";
import type { Html } from "./html/html.ts";
import { layout } from "./html/layout.ts";
import { plain } from "./html/plain.ts";
import { type Judging, judges } from "./judging.ts";
import type { Live } from "./live.ts";
import { narrowed } from "./narrowed.ts";
import { PAGES } from "./pages/index.ts";
import type { Attachment, Page } from "./pages/page.ts";
import { OwnPath } from "./session/back.ts";
import { cookieOf } from "./session/cookie.ts";
import type { Sessions } from "./session/sessions.ts";
import { askToSignIn, notice, signIn } from "./session/sign-in.ts";
import type { Visitor, Visits } from "./session/visits.ts";
import { signInLink, withGitHub } from "./session/with-github.ts";
import { mayAct, seesMachine } from "./sight.ts";
import type { Sources } from "./sources.ts";

export type AppDeps = {
  sources: Sources;
  sessions: Sessions;
  visits: Visits;
  /** Null: nobody signs in with GitHub. */
  people: People | null;
  /** Names besides loopback's under which it is served. */
  hosts: string[];
  /** Where a proxy with https shows it; null: nowhere. */
  address: string | null;
  /** People reach it by https. */
  isSecure: boolean;
  live: Live;
  acting: Acting & Judging;
  log: Log;
};

export function pageApp(deps: AppDeps): Hono {
  const { visits, people } = deps;
  const app = new Hono();
  const ways = (back: string) => (people === null ? BY_LINK : html`${signInLink(back)}${OR_BY_LINK}`);
  const receive = async (context: Context): Promise<Visitor | Response> => {
    const visit = await visits.who(cookieOf(context));
    if (visit.kind === "in") return visit;
    if (visit.kind === "away") return context.html(AWAY, 503);
    return askToSignIn(context, ways(OwnPath.safeParse(context.req.path).data ?? "/"));
  };
  app.use(strictHeaders(), onlyHosts(deps.hosts), onlyOwnForms, onlySmallForms);
  app.route("/", assets());
  app.route("/", signIn({ ...deps, ways: ways("/") }));
  if (people !== null) app.route("/", withGitHub({ ...deps, people }));
  app.route("/", acts({ ...deps, receive }));
  app.route("/", judges({ ...deps, receive }));
  app.get("/live", async (context) => {
    const visitor = await receive(context);
    if (visitor instanceof Response) return visitor;
    // Nobody would read a stream that answers HEAD, so it would never end.
    if (context.req.method === "HEAD") return context.body(null);
    return deps.live.stream(context, visitor.sight, async () => {
      const visit = await visits.who(visitor.session.cookie);
      return visit.kind === "in" ? visit.sight : null;
    });
  });
  for (const page of PAGES)
    app.get(page.path, async (context) => {
      const visitor = await receive(context);
      return visitor instanceof Response ? visitor : answer(context, page, visitor, deps.sources);
    });
  app.notFound((context) => context.html(framed(plain("There is nothing here")), 404));
  app.onError((error, context) => {
    deps.log.error({ err: error }, "a page could not be shown");
    return context.html(framed(plain("Something went wrong", "The server's log says what.")), 500);
  });
  return app;
}

async function answer(
  context: Context,
  page: Page,
  { session, sight }: Visitor,
  all: Sources,
): Promise<Response> {
  if (page.isForOperators && !seesMachine(sight)) return context.notFound();
  const of = (name: string) => context.req.param(name) ?? context.req.query(name) ?? "";
  // What is for operators is of the machine, and of no repository alone.
  const sources = page.isForOperators ? all : narrowed(all, sight);
  const shown = await page.show({
    of,
    sources,
    csrf: session.csrf,
    mayAct: (repository) => mayAct(sight, repository),
  });
  if (shown === null) return context.notFound();
  if ("fileName" in shown) return attached(context, shown);
  return context.html(framed({ ...shown, page, visitor: { session, sight } }));
}

function attached(context: Context, { fileName, text }: Attachment): Response {
  const named = `attachment; filename="${fileName}"`;
  return context.body(text, 200, {
    "content-type": "application/json; charset=utf-8",
    "content-disposition": named,
  });
}

type Framed = { title: string; main: Html; page?: Page; visitor?: Visitor };

function framed({ title, main, page, visitor }: Framed): Html {
  const reached = PAGES.filter(
    ({ isForOperators }) => visitor !== undefined && (!isForOperators || seesMachine(visitor.sight)),
  );
  return layout({
    title,
    main,
    nav: reached.flatMap(({ path, nav: name }) => (name === null ? [] : [{ path, name }])),
    current: page?.path ?? null,
    csrf: visitor?.session.csrf ?? null,
    login: visitor?.sight.kind === "places" ? visitor.sight.login : null,
    isLive: page?.isLive ?? false,
  });
}

const LINK = html`<pre><code>npx issuewright page</code></pre>
<p class="note">A link signs in once, within ten minutes.</p>`;
const BY_LINK = html`<p>This page is for the person who runs Issuewright. Where it runs, ask for a link:</p>${LINK}`;
const OR_BY_LINK = html`<p>If you run Issuewright, a link shows you everything. Where it runs, ask for one:</p>${LINK}`;

const AWAY = notice(
  "GitHub is away",
  html`<p>It does not say now which repositories you can read, so nothing is shown. Reload the page in a moment.</p>`,
);
