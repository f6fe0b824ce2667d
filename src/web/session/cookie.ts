// The session in the browser: a cookie that scripts cannot read and other sites cannot send.
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { SESSION_MS, type Session, type Sessions } from "./sessions.ts";

const NAME = "issuewright";

/** `isSecure`: people reach the page by https. */
export function keepCookie(context: Context, { cookie }: Session, isSecure: boolean): void {
  setCookie(context, NAME, cookie, {
    httpOnly: true,
    sameSite: "Strict",
    secure: isSecure,
    path: "/",
    maxAge: SESSION_MS / 1000,
  });
}

export function dropCookie(context: Context): void {
  deleteCookie(context, NAME, { path: "/" });
}

export async function sessionOf(context: Context, sessions: Sessions): Promise<Session | null> {
  const cookie = getCookie(context, NAME);
  return cookie === undefined ? null : sessions.find(cookie);
}
