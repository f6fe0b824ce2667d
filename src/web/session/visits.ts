// Who asks for a page, and what they may see: the operator by a link, or a person by their token of GitHub, which stays in
// the memory of this process and is asked again each minute.
import type { Clock } from "../../clock.ts";
import type { People, Reach, UserToken } from "../../github/people.ts";
import { type Sight, sightOf } from "../sight.ts";
import { isSame, newSecret, readSecret } from "./secret.ts";
import { SESSION_MS, type Session, type Sessions, sessionOf } from "./sessions.ts";

/** Somebody who lost access to a repository sees it no longer than this. */
export const REACH_MS = 60_000;
/** A token that is over so soon is renewed first. */
const RENEW_MS = 60_000;

export type Visitor = { session: Session; sight: Sight };

export type Visit =
  | ({ kind: "in" } & Visitor)
  | { kind: "stranger" }
  /** GitHub does not say now what the person may see, so they see nothing. */
  | { kind: "away" };

export type Visits = {
  /** `oldMs`: how old what GitHub said may be, a minute by default. */
  who(cookie: string | null, oldMs?: number): Promise<Visit>;
  /** Whoever holds it, whatever they may see now. */
  sessionOf(cookie: string | null): Promise<Session | null>;
  /** Begins a session of a person, of whom GitHub just said what they reach. */
  begin(token: UserToken, reach: Extract<Reach, { kind: "reach" }>): Session;
  /** The token of a person is void afterwards. */
  end(session: Session): Promise<void>;
};

export type VisitsDeps = {
  sessions: Sessions;
  /** Null: nobody signs in with GitHub. */
  people: People | null;
  /** Logins of those who see the machine, too. */
  operators: string[];
  clock: Pick<Clock, "now">;
};

type Signed = {
  digest: string;
  session: Session;
  untilMs: number;
  token: UserToken;
  reached: { atMs: number; reach: Promise<Reach> };
};

export function visitsOver({ sessions, people, operators, clock }: VisitsDeps): Visits {
  const signedIn = new Map<string, Signed>();

  function signedBy(cookie: string): Signed | null {
    const given = readSecret(cookie);
    const signed = given === null ? undefined : signedIn.get(given.id);
    if (given === null || signed === undefined || !isSame(signed.digest, given.digest)) return null;
    return signed.untilMs > clock.now() ? signed : null;
  }
  /** One after another: a refresh token is good once. */
  function reachOf(signed: Signed, oldMs: number): Promise<Reach> {
    const { atMs, reach } = signed.reached;
    if (clock.now() - atMs < oldMs) return reach;
    signed.reached = { atMs: clock.now(), reach: reach.then(() => ask(signed)) };
    return signed.reached.reach;
  }
  async function ask(signed: Signed): Promise<Reach> {
    if (people === null) return { kind: "over" };
    const { untilMs, refresh } = signed.token;
    if (untilMs !== null && refresh !== null && untilMs - clock.now() < RENEW_MS) {
      const renewed = await people.renew(refresh);
      if (renewed.kind === "refused") return { kind: "over" };
      if (renewed.kind === "away") return renewed;
      signed.token = renewed.token;
    }
    return people.reach(signed.token);
  }
  function forget(): void {
    for (const [id, { untilMs }] of signedIn) if (untilMs <= clock.now()) signedIn.delete(id);
  }

  return {
    async who(cookie, oldMs = REACH_MS) {
      if (cookie === null) return { kind: "stranger" };
      const signed = signedBy(cookie);
      if (signed === null) {
        const session = await sessions.find(cookie);
        return session === null
          ? { kind: "stranger" }
          : { kind: "in", session, sight: { kind: "everything" } };
      }
      const reach = await reachOf(signed, oldMs);
      if (reach.kind === "reach")
        return { kind: "in", session: signed.session, sight: sightOf(reach.login, reach.places, operators) };
      // Whatever comes next asks again.
      signed.reached.atMs = Number.NEGATIVE_INFINITY;
      if (reach.kind === "away") return { kind: "away" };
      drop(cookie);
      return { kind: "stranger" };
    },
    sessionOf: async (cookie) =>
      cookie === null ? null : (signedBy(cookie)?.session ?? (await sessions.find(cookie))),
    begin(token, reach) {
      forget();
      const { id, whole, digest } = newSecret();
      const session = sessionOf(whole);
      const reached = { atMs: clock.now(), reach: Promise.resolve(reach) };
      signedIn.set(id, { digest, session, token, reached, untilMs: clock.now() + SESSION_MS });
      return session;
    },
    async end(session) {
      const signed = signedBy(session.cookie);
      drop(session.cookie);
      if (signed === null) return sessions.end(session);
      // A renewal under way brings the token that is to be void.
      await Promise.allSettled([signed.reached.reach]);
      await people?.revoke(signed.token);
    },
  };

  function drop(cookie: string): void {
    signedIn.delete(readSecret(cookie)?.id ?? "");
  }
}
