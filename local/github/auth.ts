// Authentication: the app by its JWT, an installation by its token, or an anonymous request.
import { randomBytes, verify } from "node:crypto";
import { z } from "zod";
import { ApiError, notAccessible, notFound, suspended, unauthorized } from "./errors.ts";
import type { App, Hub } from "./hub.ts";
import type { Repository, Role, Token } from "./state.ts";

const TOKEN_LIFE_MS = 3_600_000;
const JWT_LIFE_SECONDS = 600;
/** Clocks differ, and GitHub tolerates a little. */
const SKEW_SECONDS = 60;

const Header = z.object({ alg: z.literal("RS256") });
const Claims = z.object({ iat: z.int(), exp: z.int(), iss: z.union([z.string(), z.int()]) });

/** The secret in an Authorization header: bearer, token, or the password of basic authentication. */
export function credential(header: string | undefined): string | null {
  const [scheme = "", value = ""] = (header ?? "").split(" ");
  if (/^(bearer|token)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return null;
  const pair = Buffer.from(value, "base64").toString();
  return pair.slice(pair.indexOf(":") + 1);
}

/** Returns if the JWT is the app's and valid now. Otherwise refuses in GitHub's words. */
export function verifyAppJwt(app: App, jwt: string | null, nowMs: number): void {
  if (jwt === null) throw unauthorized("A JSON web token could not be decoded");
  const [header = "", claims = "", signature = ""] = jwt.split(".");
  const signed = verify(
    "RSA-SHA256",
    Buffer.from(`${header}.${claims}`),
    app.publicKey,
    fromBase64(signature),
  );
  if (!signed || !Header.safeParse(json(header)).success) {
    throw unauthorized("A JSON web token could not be decoded");
  }
  const parsed = Claims.safeParse(json(claims));
  if (!parsed.success)
    throw unauthorized("Missing 'issuer', 'issued at' or 'expiration time' claim in assertion");
  const nowSeconds = Math.floor(nowMs / 1000);
  const { iat, exp, iss } = parsed.data;
  if (String(iss) !== String(app.id)) throw notFound("Integration not found");
  if (iat > nowSeconds + SKEW_SECONDS) {
    throw unauthorized(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (exp <= nowSeconds) {
    throw unauthorized(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp - nowSeconds > JWT_LIFE_SECONDS + SKEW_SECONDS) {
    throw unauthorized("'Expiration time' claim ('exp') is too far in the future");
  }
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, "base64url");
}

/** Read only after the signature was verified, so the app itself wrote it. */
function json(part: string): unknown {
  return JSON.parse(fromBase64(part).toString());
}

export type TokenWish = {
  installation: number;
  permissions: Record<string, string>;
  repositories: Repository[] | null;
};

export function issueToken(hub: Hub, wish: TokenWish): { secret: string; token: Token } {
  const token: Token = {
    installation: wish.installation,
    permissions: wish.permissions,
    repositories: wish.repositories?.map((r) => r.id) ?? null,
    expiresAt: hub.clock.now() + TOKEN_LIFE_MS,
    used: 0,
  };
  const secret = `ghs_${randomBytes(18).toString("hex")}`;
  hub.state.tokens.set(secret, token);
  return { secret, token };
}

/** The valid token behind a secret, or 401. */
export function requireToken(hub: Hub, secret: string | null): Token {
  if (secret === null) throw unauthorized("Requires authentication");
  const token = hub.state.tokens.get(secret);
  if (!token || token.expiresAt <= hub.clock.now()) throw unauthorized();
  if (hub.state.suspended.has(token.installation)) throw suspended();
  return token;
}

/** The login behind the token of a person who signed in, or 401. */
export function requirePerson(hub: Hub, secret: string | null): string {
  if (secret === null) throw unauthorized("Requires authentication");
  const token = hub.state.signedIn.tokens.get(secret);
  if (!token || token.expiresAt <= hub.clock.now()) throw unauthorized();
  return token.login;
}

/** Refuses unless the header has the id and the secret of the app's client. */
export function requireClient({ app }: Hub, header: string | undefined, id: string): void {
  const given = Buffer.from((header ?? "").replace(/^basic /i, ""), "base64").toString();
  if (given !== `${app.client.id}:${app.client.secret}` || id !== app.client.id) throw notFound();
}

/** What was given to a person in a repository; what everybody may do in a public one is not. */
export function explicitRole({ owner, roles }: Repository, login: string): Role | "none" {
  return login.toLowerCase() === owner.toLowerCase() ? "admin" : (roles.get(login.toLowerCase()) ?? "none");
}

export function reaches(hub: Hub, token: Token, repository: Repository): boolean {
  const installation = hub.state.installations.get(repository.owner.toLowerCase());
  if (!repository.installed || installation !== token.installation) return false;
  return token.repositories === null || token.repositories.includes(repository.id);
}

/** Refuses with 403 unless the token holds one of the permissions. */
export function requirePermission(token: Token, anyOf: string[]): void {
  if (!anyOf.some((permission) => allows(token, permission))) throw notAccessible(anyOf);
}

export function allows(token: Token, permission: string): boolean {
  const [name = "", level = ""] = permission.split(":");
  const granted = token.permissions[name];
  return granted === "write" || granted === "admin" || (granted === "read" && level === "read");
}

/** The requested permissions, or all that the app has. 422: it requested more than it has. */
export function grantedPermissions(
  app: App,
  wanted: Record<string, string> | undefined,
): Record<string, string> {
  const exceeding = Object.entries(wanted ?? {}).find(
    ([name, level]) => !(app.permissions[name] === "write" || app.permissions[name] === level),
  );
  if (exceeding) {
    throw new ApiError(422, {
      message: "The permissions requested are not granted to this installation.",
    });
  }
  return { metadata: "read", ...(wanted ?? app.permissions) };
}
