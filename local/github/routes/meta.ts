// Public routes: rate limits, the server itself, a user.
import { notFound } from "../errors.ts";
import { limitOf } from "../limits.ts";
import { publicUserPayload } from "../payload/account.ts";
import { ok, open, type Route } from "../route.ts";
import { findAccount } from "../state.ts";

export const metaRoutes: Route[] = [
  open("GET", "/rate_limit", ({ hub, token }) => {
    const core = limitOf(hub, token);
    return ok({ resources: { core, search: { ...core, limit: 30, remaining: 30, used: 0 } }, rate: core });
  }),

  open("GET", "/meta", () => ok({ verifiable_password_authentication: false })),

  open("GET", "/users/{username}", (call) => {
    const found = findAccount(call.hub.state, call.param("username"));
    if (!found) throw notFound();
    return ok(publicUserPayload(call.hub, found.login));
  }),
];
