// Takes what a button of the page sends: refused without the token of this session's forms, then asked for, then shown.
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { z } from "zod";
import type { Asker } from "../domain/asker.ts";
import { IssueRef, identityOf } from "../domain/repository.ts";
import { type About, ACTS, type Acted, type Acting, act } from "./act.ts";
import { OwnPath } from "./session/back.ts";
import { isSame } from "./session/secret.ts";
import { notice } from "./session/sign-in.ts";
import type { Visitor, Visits } from "./session/visits.ts";
import { askerOf, mayAct, type Sight } from "./sight.ts";

const Sent = z.object({
  csrf: z.string(),
  act: z.enum(ACTS),
  /** Of the repository. */
  id: z.coerce.number().optional(),
  owner: z.string(),
  name: z.string(),
  number: z.coerce.number(),
  installation: z.coerce.number().int().nonnegative(),
  text: z.string().max(10_000).default(""),
  back: OwnPath,
});

export type ActsDeps = {
  visits: Visits;
  acting: Acting;
  receive(context: Context): Promise<Visitor | Response>;
};

export function acts({ visits, acting, receive }: ActsDeps): Hono {
  const app = new Hono();
  app.post("/act", async (context) => {
    const visitor = await receive(context);
    if (visitor instanceof Response) return visitor;
    const sent = Sent.safeParse(await context.req.parseBody()).data;
    const issue = IssueRef.safeParse({
      repository: { id: sent?.id, owner: sent?.owner, name: sent?.name },
      number: sent?.number,
    }).data;
    if (sent === undefined || issue === undefined || !isSame(sent.csrf, visitor.session.csrf))
      return context.html(OUT_OF_DATE, 403);
    // Whoever could write a minute ago may not be able to any more.
    const now = await visits.who(visitor.session.cookie, 0);
    const about = now.kind === "in" ? placed({ issue, installationId: sent.installation }, now.sight) : null;
    if (about === null) return context.html(NOT_YOURS, 403);
    const acted = await act(sent.act, { ...about, text: sent.text }, acting);
    return context.redirect(`${sent.back}${sent.back.includes("?") ? "&" : "?"}acted=${acted}`, 303);
  });
  return app;
}

/** Null: it is not theirs to ask for. Of a person's form only the id and the number count: GitHub says the rest. */
function placed(about: About, sight: Sight): (About & { asker: Asker }) | null {
  const { repository, number } = about.issue;
  if (!mayAct(sight, repository)) return null;
  const asker = askerOf(sight);
  const place = sight.kind === "places" ? sight.places.get(identityOf(repository)) : undefined;
  if (place === undefined) return { ...about, asker };
  return { issue: { repository: place.repository, number }, installationId: place.installationId, asker };
}

/** For a form without the token of this session. */
export const OUT_OF_DATE = notice(
  "This form is out of date",
  html`<p>Go back, reload the page, and try again.</p><p><a href="/">To the board</a></p>`,
);
const NOT_YOURS = notice(
  "This is not yours to ask for",
  html`<p>It takes write access to the repository, as a command in a comment does.</p><p><a href="/">To the board</a></p>`,
);

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
  wordless: "Nothing was sent, because the answer was empty.",
  commanding: "Nothing was sent, because it is a command. Press its button, or comment it on the issue.",
  unsaid: "GitHub did not take the answer, so nothing was asked for. Try again, or answer on the issue.",
  "make-ready": "Asked for.",
  tidied: "Done.",
  "ci-answered": "Done.",
};
