// Signing in with GitHub: the page on which a person agrees, the codes it gives, and the tokens that they become.
// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
// PKCE: https://github.blog/changelog/2025-07-14-pkce-support-for-oauth-and-github-app-authentication
import { createHash, randomBytes } from "node:crypto";
import type { Hub } from "./hub.ts";
import type { AgreedSignIn, UserToken } from "./signed-in.ts";

const CODE_MS = 10 * 60_000;
const TOKEN_S = 8 * 60 * 60;
const REFRESH_S = 184 * 24 * 60 * 60;

/** What a browser asks for at `/login/oauth/authorize`. */
export type SignInWish = Pick<AgreedSignIn, "backTo" | "challenge"> & { state: string | null };

/** `away`: where GitHub sends the browser without a question. */
export type WishReading =
  | { kind: "ask"; wish: SignInWish }
  | { kind: "away"; to: string }
  | { kind: "no-such-app" };

export function readWish({ app }: Hub, query: URLSearchParams): WishReading {
  const [first] = app.client.callbackUrls;
  if (query.get("client_id") !== app.client.id || first === undefined) return { kind: "no-such-app" };
  const [backTo, state] = [query.get("redirect_uri") ?? first, query.get("state")];
  if (!app.client.callbackUrls.includes(backTo))
    return { kind: "away", to: address(first, { ...MISMATCH, ...(state === null ? {} : { state }) }) };
  return { kind: "ask", wish: { backTo, state, challenge: query.get("code_challenge") } };
}

/** Where the browser goes once the person agreed. */
export function agree(hub: Hub, login: string, { backTo, state, challenge }: SignInWish): string {
  const code = randomBytes(10).toString("hex");
  hub.state.signedIn.codes.set(code, { login, backTo, challenge, madeAtMs: hub.clock.now() });
  return address(backTo, { code, ...(state === null ? {} : { state }) });
}

/** https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors#access-denied */
export function decline({ backTo, state }: SignInWish): string {
  const said = { error: "access_denied", error_description: "The user has denied your application access." };
  return address(backTo, { ...said, ...(state === null ? {} : { state }) });
}

/**
 * What `POST /login/oauth/access_token` answers, always with 200.
 * https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
 */
export function exchange(hub: Hub, sent: URLSearchParams): Record<string, unknown> {
  const { client } = hub.app;
  if (sent.get("client_id") !== client.id || sent.get("client_secret") !== client.secret)
    return said("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");
  if (sent.get("grant_type") === "refresh_token") return refresh(hub, sent.get("refresh_token") ?? "");
  const code = sent.get("code") ?? "";
  const agreed = hub.state.signedIn.codes.get(code);
  hub.state.signedIn.codes.delete(code);
  const isOver = agreed === undefined || hub.clock.now() - agreed.madeAtMs > CODE_MS;
  // How a wrong verifier is refused is not documented: as a code that does not belong to who sends it.
  if (isOver || !isAnsweredBy(agreed.challenge, sent.get("code_verifier")))
    return said("bad_verification_code", "The code passed is incorrect or expired.");
  if ((sent.get("redirect_uri") ?? agreed.backTo) !== agreed.backTo) return MISMATCH;
  return issue(hub, agreed.login);
}

function refresh(hub: Hub, secret: string): Record<string, unknown> {
  const found = [...hub.state.signedIn.tokens].find(([, token]) => token.refresh === secret);
  if (found === undefined)
    return said("bad_refresh_token", "The refresh token passed is incorrect or expired.");
  hub.state.signedIn.tokens.delete(found[0]);
  return issue(hub, found[1].login);
}

function issue(hub: Hub, login: string): Record<string, unknown> {
  const [secret, refresh] = [`ghu_${random()}`, `ghr_${random()}`];
  const token: UserToken = { login, refresh, expiresAt: hub.clock.now() + TOKEN_S * 1000 };
  hub.state.signedIn.tokens.set(secret, token);
  return {
    access_token: secret,
    expires_in: TOKEN_S,
    refresh_token: refresh,
    refresh_token_expires_in: REFRESH_S,
    scope: "",
    token_type: "bearer",
  };
}

function isAnsweredBy(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return true;
  return (
    createHash("sha256")
      .update(verifier ?? "")
      .digest("base64url") === challenge
  );
}

function random(): string {
  return randomBytes(18).toString("hex");
}

function said(error: string, description: string): Record<string, string> {
  return { error, error_description: description, error_uri: `${TROUBLE}/#${error.replaceAll("_", "-")}` };
}

const TROUBLE = "/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors";
const MISMATCH = said(
  "redirect_uri_mismatch",
  "The redirect_uri MUST match the registered callback URL for this application.",
);

function address(backTo: string, query: Record<string, string>): string {
  const url = new URL(backTo);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
