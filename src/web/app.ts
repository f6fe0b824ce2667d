// The page as an application: its guards, its files, signing in, and every page behind a session.
import { type Context, Hono } from "hono";
import type { Log } from "../log.ts";
import type { Acting } from "./act.ts";
import { acts } from "./acting.ts";
import { assets } from "./assets.ts";
import { onlyHosts, onlyOwnForms, onlySmallForms, strictHeaders } from "./guard.ts";
import type { Html } from "./html/html.ts";
import { layout } from "./html/layout.ts";
import { plain } from "./html/plain.ts";
import type { Live } from "./live.ts";
import { PAGES } from "./pages/index.ts";
import type { Attachment, Page } from "./pages/page.ts";
import { sessionOf } from "./session/cookie.ts";
import type { Session, Sessions } from "./session/sessions.ts";
import { askForLink, signIn } from "./session/sign-in.ts";
import type { Sources } from "./sources.ts";

export type AppDeps = {
  sources: Sources;
  sessions: Sessions;
  /** Names besides loopback's under which it is served. */
  hosts: string[];
  /** People reach it by https. */
  isSecure: boolean;
  live: Live;
  acting: Acting;
  log: Log;
};

export function pageApp(deps: AppDeps): Hono {
  const app = new Hono();
  app.use(strictHeaders(), onlyHosts(deps.hosts), onlyOwnForms, onlySmallForms);
  app.route("/", assets());
  app.route("/", signIn(deps));
  app.route("/", acts(deps));
  app.get("/live", async (context) => {
    const session = await sessionOf(context, deps.sessions);
    if (session === null) return askForLink(context);
    // Nobody would read a stream that answers HEAD, so it would never end.
    return context.req.method === "HEAD" ? context.body(null) : deps.live.stream(context);
  });
  for (const page of PAGES) app.get(page.path, (context) => answer(context, page, deps));
  app.notFound((context) => context.html(framed(plain("There is nothing here")), 404));
  app.onError((error, context) => {
    deps.log.error({ err: error }, "a page could not be shown");
    return context.html(framed(plain("Something went wrong", "The server's log says what.")), 500);
  });
  return app;
}

async function answer(context: Context, page: Page, { sources, sessions }: AppDeps): Promise<Response> {
  const session = await sessionOf(context, sessions);
  if (session === null) return askForLink(context);
  const of = (name: string) => context.req.param(name) ?? context.req.query(name) ?? "";
  const shown = await page.show({ of, sources, csrf: session.csrf });
  if (shown === null) return context.notFound();
  if ("fileName" in shown) return attached(context, shown);
  return context.html(framed({ ...shown, page, session }));
}

function attached(context: Context, { fileName, text }: Attachment): Response {
  const named = `attachment; filename="${fileName}"`;
  return context.body(text, 200, {
    "content-type": "application/json; charset=utf-8",
    "content-disposition": named,
  });
}

type Framed = { title: string; main: Html; page?: Page; session?: Session };

function framed({ title, main, page, session }: Framed): Html {
  const nav = PAGES.flatMap(({ path, nav: name }) => (name === null ? [] : [{ path, name }]));
  return layout({
    title,
    main,
    nav: session === undefined ? [] : nav,
    current: page?.path ?? null,
    csrf: session?.csrf ?? null,
    isLive: page?.isLive ?? false,
  });
}
