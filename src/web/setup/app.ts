// The set-up page as an application: one page that shows the next step, and the forms that take it.
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { systemClock } from "../../clock.ts";
import type { AppFiles } from "../../kept-app.ts";
import type { Log } from "../../log.ts";
import { assets } from "../assets.ts";
import { onlyHosts, onlyOwnForms, onlySmallForms, strictHeaders } from "../guard.ts";
import type { Html } from "../html/html.ts";
import { layout } from "../html/layout.ts";
import { cookieOf } from "../session/cookie.ts";
import { isSame } from "../session/secret.ts";
import type { Session, Sessions } from "../session/sessions.ts";
import { askToSignIn, signIn } from "../session/sign-in.ts";
import { visitsOver } from "../session/visits.ts";
import { type CheckGroup, type Checking, startChecking } from "./checking.ts";
import { checksPage } from "./checks.ts";
import { cameBack, keyIsMissing, said, started, toGitHub, wishForm } from "./forms.ts";
import { makingIn } from "./making.ts";
import { manifestFor } from "./manifest.ts";
import { type Entered, FIELDS, type FieldFault, NOTHING_ENTERED, readWish } from "./wish.ts";

export type SetUpDeps = {
  files: AppFiles;
  sessions: Sessions;
  /** Names besides loopback's under which it is served. */
  hosts: string[];
  /** Where a browser reaches it, without a path: GitHub sends it back there. */
  address(): string;
  isSecure: boolean;
  /** What stands in the form at first. */
  usual: Partial<Entered>;
  /** Where the server takes webhooks. */
  hookPath: string;
  /** Names of the repositories that the App reaches. */
  repositories(): Promise<string[]>;
  /** `repository`: the one whose set-up and checks run once; null: none. */
  checks(choice: { repository: string | null; attacks: boolean }): CheckGroup[];
  /** The person is through. */
  start(): void;
  log: Log;
};

/** Nothing else can make one: there is no Redis that a command could ask. */
const HOW_TO = html`<p>This page is for the person who sets Issuewright up. Where it was started, a link is printed. It signs in once, within ten minutes; start it again for another one.</p>`;

export type SetUpApp = AsyncDisposable & { app: Hono };

export function setUpApp(deps: SetUpDeps): SetUpApp {
  const { files, sessions } = deps;
  const making = makingIn(files);
  const app = new Hono();
  let checking: Checking | null = null;
  let chosen = { repository: "", attacks: true };
  app.use(async (context, next) => {
    const wish = files.wish();
    return strictHeaders(wish === null ? [] : [wish.serverUrl])(context, next);
  });
  app.use(onlyHosts(deps.hosts), onlyOwnForms, onlySmallForms);
  app.route("/", assets());
  const visits = visitsOver({ sessions, people: null, operators: [], clock: systemClock });
  app.route("/", signIn({ ...deps, visits, ways: HOW_TO }));

  app.get("/", async (context) => {
    const session = await sessions.find(cookieOf(context) ?? "");
    if (session === null) return askToSignIn(context, HOW_TO);
    const { csrf } = session;
    const stage = await making.stage();
    switch (stage.kind) {
      case "nothing":
        return show(context, session, "Set up", wishForm(csrf, { ...NOTHING_ENTERED, ...deps.usual }, []));
      case "wished": {
        const manifest = manifestFor(stage.wish, deps.address());
        return show(context, session, "Make the App", toGitHub(csrf, stage.wish, manifest));
      }
      case "made-there":
        return show(context, session, "The key", keyIsMissing(csrf, stage.wish, stage.fault));
      case "made": {
        const isOver = checking?.isOver() ?? false;
        if (checking !== null && !isOver) context.header("refresh", "3");
        const [reached] = await Promise.allSettled([deps.repositories()]);
        const repositories = reached.status === "fulfilled" ? reached.value : null;
        const groups = checking?.groups() ?? null;
        const view = { csrf, app: stage.app, repositories, chosen, groups, isOver };
        return show(context, session, "Try everything", checksPage(view));
      }
      default:
        return stage satisfies never;
    }
  });

  /** GitHub sends the browser here from its own site, so there is no cookie: the state that it brings back is the proof. */
  app.get("/made", async (context) => {
    const { state = "", code = "" } = context.req.query();
    if (code === "" || !(await making.comeBack(state, code)))
      return context.html(framed("Not from here", said("This was not asked for by this page"), null), 400);
    const { kind } = await making.stage();
    const words = kind === "made" ? "The App is made, and its key is kept here." : "The App is made.";
    return context.html(framed("Back from GitHub", cameBack(words), null));
  });

  act("/wish", async (context, session, fields) => {
    const entered: Entered = { ...NOTHING_ENTERED };
    for (const field of FIELDS) entered[field] = fields(field);
    const read = readWish(entered, deps.hookPath);
    if (read.kind === "wrong") return refused(context, session, entered, read.faults);
    await making.begin(read.wish);
    return home(context);
  });
  act("/again", async (context) => {
    await making.goOn();
    return home(context);
  });
  act("/over", async (context) => {
    await making.startOver();
    return home(context);
  });
  act("/checks", async (context, _session, fields) => {
    chosen = { repository: fields("repository"), attacks: fields("attacks") === "yes" };
    if (checking !== null && !checking.isOver()) return home(context);
    checking = startChecking(deps.checks({ ...chosen, repository: chosen.repository || null }));
    return home(context);
  });
  act("/start", async (context, session) => {
    const { kind } = await making.stage();
    if (kind !== "made") return home(context);
    deps.start();
    return show(context, session, "Started", started);
  });

  app.notFound((context) => context.html(framed("Nothing", said("There is nothing here"), null), 404));
  app.onError((error, context) => {
    deps.log.error({ err: error }, "the set-up page could not be shown");
    const text = "The log says what. Nothing that was kept is lost.";
    return context.html(framed("Wrong", said("Something went wrong", text), null), 500);
  });
  return {
    app,
    [Symbol.asyncDispose]: async () => {
      await checking?.[Symbol.asyncDispose]();
    },
  };

  /** Only from a form of this session. */
  function act(
    path: string,
    work: (context: Context, session: Session, fields: (name: string) => string) => Promise<Response>,
  ): void {
    app.post(path, async (context) => {
      const session = await sessions.find(cookieOf(context) ?? "");
      const body = await context.req.parseBody();
      const field = (name: string) => (typeof body[name] === "string" ? body[name] : "");
      if (session === null || !isSame(field("csrf"), session.csrf)) return askToSignIn(context, HOW_TO);
      return work(context, session, field);
    });
  }
}

function home(context: Context): Response {
  return context.redirect("/", 303);
}

async function refused(context: Context, session: Session, entered: Entered, faults: FieldFault[]) {
  return context.html(framed("Set up", wishForm(session.csrf, entered, faults), session), 422);
}

async function show(context: Context, session: Session, title: string, main: Html): Promise<Response> {
  return context.html(framed(title, main, session));
}

function framed(title: string, main: Html, session: Session | null): Html {
  return layout({
    title,
    main,
    nav: [],
    current: null,
    csrf: session?.csrf ?? null,
    login: null,
    isLive: false,
  });
}
