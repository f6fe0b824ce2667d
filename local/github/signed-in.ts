// What the local GitHub keeps of people who sign in through the app.

/** A person agreed; `challenge` null: without PKCE. */
export type AgreedSignIn = { login: string; backTo: string; challenge: string | null; madeAtMs: number };

export type UserToken = { login: string; refresh: string; expiresAt: number };

export type SignedIn = {
  /** Sign-ins whose code nobody exchanged yet, by that code. */
  codes: Map<string, AgreedSignIn>;
  /** By their secret. */
  tokens: Map<string, UserToken>;
};
