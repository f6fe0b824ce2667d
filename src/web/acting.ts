// Takes what a button of the page sends: refused without the token of this session's forms, then asked for, then shown.
import { type Context, Hono } from "hono";
import { z } from "zod";
import { IssueRef } from "../domain/repository.ts";
import { ACTS, type Acted, type Acting, act } from "./act.ts";
import { layout } from "./html/layout.ts";
import { plain } from "./html/plain.ts";
import { OwnPath } from "./session/back.ts";
import { sessionOf } from "./session/cookie.ts";
import { isSame } from "./session/secret.ts";
import type { Sessions } from "./session/sessions.ts";
import { askForLink } from "./session/sign-in.ts";

const Sent = z.object({
  csrf: z.string(),
  act: z.enum(ACTS),
  /** Of the repository. */
  id: z.coerce.number().optional(),
  owner: z.string(),
  name: z.string(),
  number: z.coerce.number(),
  installation: z.coerce.number().int().nonnegative(),
  back: OwnPath,
});

export function acts({ sessions, acting }: { sessions: Sessions; acting: Acting }): Hono {
  const app = new Hono();
  app.post("/act", async (context) => {
    const session = await sessionOf(context, sessions);
    if (session === null) return askForLink(context);
    const sent = Sent.safeParse(await context.req.parseBody()).data;
    const issue = IssueRef.safeParse({
      repository: { id: sent?.id, owner: sent?.owner, name: sent?.name },
      number: sent?.number,
    }).data;
    if (sent === undefined || issue === undefined || !isSame(sent.csrf, session.csrf))
      return refused(context);
    const acted = await act(sent.act, { issue, installationId: sent.installation }, acting);
    return context.redirect(`${sent.back}${sent.back.includes("?") ? "&" : "?"}acted=${acted}`, 303);
  });
  return app;
}

function refused(context: Context): Response | Promise<Response> {
  const page = plain("This form is out of date", "Go back, reload the page, and try again.");
  return context.html(layout({ ...page, nav: [], current: null, csrf: null, isLive: false }), 403);
}

/** Null: it is not one of ours. */
export function actedText(acted: string): string | null {
  return acted in ACTED ? (ACTED[acted as Acted] ?? null) : null;
}

const ACTED: Record<Acted, string> = {
  admitted: "Asked for. It begins as soon as there is a place.",
  cancel: "Told to stop. It ends within seconds.",
  answer: "Done.",
  refused: "Not now; the issue says why.",
  ignored: "Nothing had to be done.",
  forgotten: "Ask for it on the issue instead: nobody remembers which text of it was agreed to.",
  "make-ready": "Asked for.",
  tidied: "Done.",
  "ci-answered": "Done.",
};
