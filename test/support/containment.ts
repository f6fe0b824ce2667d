// The containment proof for tests: on the real engine, or on one that is given, with all attacks or some.

import { ATTACKS } from "../../containment/index.ts";
import { type Proof, type ProveOptions, prove } from "../../containment/prove.ts";
import { provenLookup } from "../../containment/set-up.ts";
import { systemClock } from "../../src/clock.ts";
import { createLog } from "../../src/log.ts";
import { plantInEnvironment } from "../../worker/config.ts";
import { privilegedAccess, type SandboxesOptions } from "../../worker/sandboxes/index.ts";
import type { Sandboxes } from "../../worker/sandboxes/sandbox.ts";
import { DATA_DIR, realSandboxes } from "./sandboxes.ts";

export type ProofWish = Partial<Pick<ProveOptions, "plant">> & {
  /** Their names; default: all. */
  attacks?: string[];
  sandboxes?: Partial<SandboxesOptions>;
  /** Puts something between the proof and the sandboxes. */
  weaken?(sandboxes: Sandboxes): Sandboxes;
};

export async function proveIt(wish: ProofWish = {}): Promise<Proof> {
  const { attacks: names, weaken = (same) => same, plant = plantInEnvironment } = wish;
  const unknown = names?.filter((name) => !ATTACKS.some((attack) => attack.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`There are no attacks called ${unknown.join(", ")}`);
  await using sandboxes = realSandboxes({ lookup: provenLookup(), ...wish.sandboxes });
  return await prove({
    sandboxes: weaken(sandboxes),
    access: privilegedAccess({}),
    dataDir: DATA_DIR,
    clock: systemClock,
    log: createLog({ level: "silent", name: "test" }),
    plant,
    signal: new AbortController().signal,
    attacks: ATTACKS.filter(({ name }) => names === undefined || names.includes(name)),
  });
}

/** `attack as who` of everything that was allowed. */
export function allowedIn(proof: Proof): string[] {
  return proof.rows.flatMap(({ attack, who, verdict }) =>
    verdict === "allowed" ? [`${attack} as ${who}`] : [],
  );
}
