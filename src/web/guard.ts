// What every answer of a page says to the browser, and which requests get none: another host's name, another site's form.
import { isIPv6 } from "node:net";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";

const OWN = ["'self'"];
const NOTHING = ["'none'"];

/** Nothing inline, nothing from elsewhere, in nobody's frame, kept by no cache. `formsTo`: where else forms may go. */
export function strictHeaders(formsTo: string[] = []): MiddlewareHandler {
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: NOTHING,
      baseUri: NOTHING,
      connectSrc: OWN,
      fontSrc: NOTHING,
      formAction: [...OWN, ...formsTo],
      frameAncestors: NOTHING,
      imgSrc: OWN,
      objectSrc: NOTHING,
      scriptSrc: OWN,
      styleSrc: OWN,
    },
    xFrameOptions: "DENY",
    // Without any, a browser sends its own forms with the origin `null`.
    referrerPolicy: "same-origin",
    // A page on loopback has no https to insist on; where there is, the proxy in front says so.
    strictTransportSecurity: false,
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  });
  return async (context, next) => {
    await secure(context, next);
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
  };
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Answers only requests to one of these host names, loopback's always among them: a name that somebody else points at this
 * machine leads nowhere (DNS rebinding). `names`: without a port.
 */
export function onlyHosts(names: string[]): MiddlewareHandler {
  const known = new Set([...LOOPBACK, ...names].map(hostIn));
  return async (context, next) => {
    const host = hostIn(context.req.header("host") ?? "");
    if (host === null || !known.has(host))
      return context.text("This page is not served under that name.\n", 421);
    return next();
  };
}

/** A form that another site sends is refused before anything reads it. Old browsers send neither header, but hold the cookie back. */
export const onlyOwnForms: MiddlewareHandler = async (context, next) => {
  const { method } = context.req;
  if (method === "GET" || method === "HEAD") return next();
  const site = context.req.header("sec-fetch-site") ?? "same-origin";
  const origin = context.req.header("origin");
  const isOwn = origin === undefined || URL.parse(origin)?.host === context.req.header("host");
  if (site !== "same-origin" || !isOwn) return context.text("This form was sent by another site.\n", 403);
  return next();
};

/** A form of ours is small. A larger body is refused before it is read, whoever sends it. */
export const onlySmallForms: MiddlewareHandler = bodyLimit({
  maxSize: 64 * 1024,
  onError: (context) => context.text("This form is too large.\n", 413),
});

/** Without its port, as a browser writes it; null: it is none. An address of IPv6 may stand without its brackets. */
function hostIn(text: string): string | null {
  const name =
    /^(\[[\da-f:]+\]|[a-z\d.-]+)(?::\d{1,5})?$/i.exec(text)?.[1] ?? (isIPv6(text) ? `[${text}]` : "");
  return URL.parse(`http://${name}`)?.hostname ?? null;
}
