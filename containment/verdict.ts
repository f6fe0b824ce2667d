// What a proof amounts to: whether the sandboxes hold, and what was breached.
import type { Proof } from "./prove.ts";
import type { Attacker } from "./result.ts";

/** One thing for which sandboxes do not hold. `observed` is what the attack reported. */
export type Breach =
  | { kind: "allowed" | "unclear"; attack: string; who: Attacker; observed: string }
  | { kind: "honest-work-broken"; what: string; observed: string };

/** Sandboxes of this host do not hold. */
export class NotContained extends Error {
  override name = "NotContained";
  readonly breaches: Breach[];

  constructor(breaches: Breach[]) {
    super(JSON.stringify(breaches));
    this.breaches = breaches;
  }
}

/** Nothing was allowed, nothing was unclear, and honest work works. What this host could not set up does not count. */
export function isHeld(proof: Proof): boolean {
  return breachesOf(proof).length === 0;
}

/** NotContained, with every breach. */
export function requireHeld(proof: Proof): void {
  const breaches = breachesOf(proof);
  if (breaches.length > 0) throw new NotContained(breaches);
}

function breachesOf({ rows, honest }: Proof): Breach[] {
  const attacks = rows.flatMap(({ verdict, who, attack, observed }): Breach[] => {
    if (verdict === "allowed") return [{ kind: "allowed", attack, who, observed }];
    return verdict === "no-answer" ? [{ kind: "unclear", attack, who, observed }] : [];
  });
  const broken = honest.flatMap(({ verdict, what, observed }): Breach[] =>
    verdict === "broken" ? [{ kind: "honest-work-broken", what, observed }] : [],
  );
  return [...attacks, ...broken];
}
