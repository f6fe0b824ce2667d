// What an attack got, and by whom it was tried.
/** The agent's own uid, or uid 0 inside, as if it had found a way to become it. */
export type Who = "agent" | "root";

/** `not-set-up`: this host lacks what the attack needs, so nothing was tried. */
export type Got = { kind: "worked" | "refused" | "no-answer" | "not-set-up"; how: string };

export const worked = (how: string): Got => ({ kind: "worked", how });
export const refused = (how: string): Got => ({ kind: "refused", how });
export const noAnswer = (how: string): Got => ({ kind: "no-answer", how });
export const notSetUp = (how: string): Got => ({ kind: "not-set-up", how });
