// How an attack ended, and who tried it.

/** The agent's own uid, or uid 0 inside, as if the agent had found a way to become root. */
export type Attacker = "agent" | "root";

/**
 * `not-set-up`: this host lacks what the attack needs, so nothing was tried. `no-answer`: it was tried, and nobody knows
 * how it ended; `killed`: a signal ended it.
 */
export type AttackResult =
  | { kind: "worked" | "refused" | "not-set-up"; how: string }
  | { kind: "no-answer"; how: string; killed: boolean };

export const worked = (how: string): AttackResult => ({ kind: "worked", how });
export const refused = (how: string): AttackResult => ({ kind: "refused", how });
export const noAnswer = (how: string, killed = false): AttackResult => ({ kind: "no-answer", how, killed });
export const notSetUp = (how: string): AttackResult => ({ kind: "not-set-up", how });
