// The port to people who sign in with GitHub: who they are, and which repositories both they and our App reach.
import type { Repository } from "../domain/repository.ts";
import type { Permission } from "../domain/ticket.ts";

/** Of one person, by our App. It is shown nowhere and logged nowhere. */
export type UserToken = {
  access: string;
  /** Milliseconds since the epoch; null: the App's tokens do not expire. */
  untilMs: number | null;
  /** Good once, for another token; null where tokens do not expire. */
  refresh: string | null;
};

export type Granted =
  | { kind: "granted"; token: UserToken }
  /** The code or the token is over, or the client's secret is wrong. */
  | { kind: "refused"; githubSaid: string }
  /** It may be tried again. */
  | { kind: "away"; programSaid: string };

/** A repository with its id, and what the person may do in it. */
export type Place = { repository: Repository; installationId: number; permission: Permission };

export type Reach =
  /** `login`: as GitHub says it now. */
  | { kind: "reach"; login: string; places: Place[] }
  /** The token is good no more. */
  | { kind: "over" }
  | { kind: "away"; programSaid: string };

/** Nothing here rejects: what went wrong is a value. */
export type People = {
  /** Where a browser asks a person to agree. `backTo`: one of the App's callback addresses. */
  askAt(wish: { state: string; challenge: string; backTo: string }): string;
  /** `verifier`: what `challenge` is the digest of. */
  exchange(given: { code: string; verifier: string; backTo: string }): Promise<Granted>;
  /** The old token is void afterwards. */
  renew(refresh: string): Promise<Granted>;
  /** Makes the token void, as far as GitHub is there. */
  revoke(token: UserToken): Promise<void>;
  /**
   * Asked live. A place was given to the person as its owner, as a collaborator or in an organisation; that everybody may
   * read a public repository is none.
   */
  reach(token: UserToken): Promise<Reach>;
};
