// Takes the button that has a delivery judged again: for operators, and refused without the token of this session's forms.
import { type Context, Hono } from "hono";
import { z } from "zod";
import { OUT_OF_DATE } from "./acting.ts";
import { isSame } from "./session/secret.ts";
import type { Visitor } from "./session/visits.ts";
import { seesMachine } from "./sight.ts";

export type Judging = {
  /** False: the delivery was not given up, or is not known any more. */
  judgeAgain(id: string): Promise<boolean>;
};

const Sent = z.object({ csrf: z.string(), id: z.string().max(200) });

type JudgesDeps = { acting: Judging; receive(context: Context): Promise<Visitor | Response> };

export function judges({ acting, receive }: JudgesDeps): Hono {
  const app = new Hono();
  app.post("/judge-again", async (context) => {
    const visitor = await receive(context);
    if (visitor instanceof Response) return visitor;
    if (!seesMachine(visitor.sight)) return context.notFound();
    const sent = Sent.safeParse(await context.req.parseBody()).data;
    if (sent === undefined || !isSame(sent.csrf, visitor.session.csrf)) return context.html(OUT_OF_DATE, 403);
    const judged = await acting.judgeAgain(sent.id);
    return context.redirect(`/machine?judged=${judged ? "again" : "unknown"}`, 303);
  });
  return app;
}

/** Null: it is not one of ours. */
export function judgedText(judged: string): string | null {
  if (judged === "again") return "It is judged again within seconds.";
  return judged === "unknown" ? "It was not given up any more, so nothing had to be done." : null;
}
