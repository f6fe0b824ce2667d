// Who may see the page: a session begins by a link that is good once, and is a cookie from then on.
import type { Keepsakes } from "../../redis/keepsakes.ts";
import { isSame, newSecret, readSecret, tokenOf } from "./secret.ts";

export const LINK_MS = 10 * 60_000;
const SESSIONS = "page:session:";
export const SESSION_MS = 12 * 60 * 60_000;

export type Session = {
  /** What the cookie holds. */
  cookie: string;
  /** Stands in every form of this session. */
  csrf: string;
};

export type Sessions = {
  /** The secret of a new link: good once, for ten minutes. */
  offer(): Promise<string>;
  /** Begins a session with the secret of a link. Null: it was used, or is too old, or never was one. The link is over then. */
  begin(link: string): Promise<Session | null>;
  /** Null: there is none, or its twelve hours are over. */
  find(cookie: string): Promise<Session | null>;
  end(session: Session): Promise<void>;
};

/** A session that goes on over another server: what is kept of it, which is no secret, and how long. */
export type Carried = { id: string; digest: string; leftMs: number };

/** Whoever has the cookie of one is signed in. */
export async function carryOn(carried: Carried[], keepsakes: Keepsakes): Promise<void> {
  for (const { id, digest, leftMs } of carried) await keepsakes.put(sessionName(id), digest, leftMs);
}

/** Null: it is no session's. */
export function sessionIdIn(name: string): string | null {
  return name.startsWith(SESSIONS) ? name.slice(SESSIONS.length) : null;
}

export function sessionsIn(keepsakes: Keepsakes): Sessions {
  return {
    async offer() {
      const { id, whole, digest } = newSecret();
      await keepsakes.put(linkName(id), digest, LINK_MS);
      return whole;
    },
    async begin(link) {
      const given = readSecret(link);
      if (given === null) return null;
      const kept = await keepsakes.take(linkName(given.id));
      if (kept === null || !isSame(kept, given.digest)) return null;
      const { id, whole, digest } = newSecret();
      await keepsakes.put(sessionName(id), digest, SESSION_MS);
      return sessionOf(whole);
    },
    async find(cookie) {
      const given = readSecret(cookie);
      const kept = given === null ? null : await keepsakes.read(sessionName(given.id));
      return given !== null && kept !== null && isSame(kept, given.digest) ? sessionOf(cookie) : null;
    },
    async end({ cookie }) {
      const given = readSecret(cookie);
      if (given !== null) await keepsakes.drop(sessionName(given.id));
    },
  };
}

export function sessionOf(cookie: string): Session {
  return { cookie, csrf: tokenOf(cookie, "form") };
}

function linkName(id: string): string {
  return `page:link:${id}`;
}

function sessionName(id: string): string {
  return `${SESSIONS}${id}`;
}
