// Cookies of the page: the session, which scripts cannot read and other sites cannot send, and what a sign-in at GitHub is
// known by when the browser comes back.
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { OwnPath, SIGNED_IN_PATH } from "./back.ts";
import { isSame } from "./secret.ts";
import { SESSION_MS, type Session } from "./sessions.ts";

const SIGN_IN_MS = 10 * 60_000;
const Secret = z.string().regex(/^[\w-]{43}$/);

/** `isSecure`: people reach the page by https. */
export function keepCookie(context: Context, { cookie }: Session, isSecure: boolean): void {
  setCookie(context, nameOn(context), cookie, {
    httpOnly: true,
    sameSite: "Strict",
    secure: isSecure,
    path: "/",
    maxAge: SESSION_MS / 1000,
  });
}

export function dropCookie(context: Context): void {
  deleteCookie(context, nameOn(context), { path: "/" });
}

export function cookieOf(context: Context): string | null {
  return getCookie(context, nameOn(context)) ?? null;
}

/** A sign-in at GitHub that this browser began: two secrets of 32 bytes in base64url, and where to go afterwards. */
const Begun = z
  .tuple([Secret, Secret, OwnPath])
  .transform(([state, verifier, back]) => ({ state, verifier, back }));
export type Begun = z.infer<typeof Begun>;

/** GitHub's site sends the browser back, so that other sites may lead here with it. */
export function keepBegun(context: Context, begun: Begun, isSecure: boolean): void {
  const { state, verifier, back } = begun;
  setCookie(context, begunOn(context), [state, verifier, back].join(" "), {
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure,
    path: SIGNED_IN_PATH,
    maxAge: SIGN_IN_MS / 1000,
  });
}

/**
 * Only once: it is gone from the browser afterwards. Null: this browser did not begin the one of this state; one that it did
 * begin stays, because anybody may lead a browser here.
 */
export function takeBegun(context: Context, state: string): Begun | null {
  const begun = Begun.safeParse(getCookie(context, begunOn(context))?.split(" ")).data;
  if (begun === undefined || !isSame(begun.state, state)) return null;
  deleteCookie(context, begunOn(context), { path: SIGNED_IN_PATH });
  return begun;
}

/** Browsers keep the cookies of all ports of a host together, and two servers may run on one. */
function nameOn(context: Context): string {
  const [, port = "web"] = /:(\d{1,5})$/.exec(context.req.header("host") ?? "") ?? [];
  return `issuewright-${port}`;
}

function begunOn(context: Context): string {
  return `${nameOn(context)}-sign-in`;
}
