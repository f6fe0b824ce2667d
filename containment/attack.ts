// The port of one attack: what a hijacked agent tries, how it is tried for real, and what honest work must work beside it.
import type { Workspace } from "../worker/workspace/workspace.ts";
import type { Canaries } from "./canaries.ts";
import type { Cell } from "./cell.ts";
import type { Attacker, AttackResult } from "./result.ts";
import type { Targets } from "./targets.ts";

export type Group = "egress" | "credentials" | "escape" | "abuse" | "file tricks" | "beside";

export type Attack = {
  group: Group;
  /** What is tried, as a verb phrase. */
  name: string;
  /** What counts as held. */
  expected: string;
  by: Attacker[];
  /** Cheap and decisive: also tried whenever a worker starts. */
  short: boolean;
  /** `refused` is held, `worked` is allowed. */
  attempt(site: Site, who: Attacker): Promise<AttackResult>;
  counterpart: Counterpart;
};

/** Honest work by the same means as the attack. It must work, or the attack proves nothing. */
export type Counterpart = { name: string; attempt(site: Site): Promise<AttackResult> };

/** Where attacks take place. */
export type Site = {
  /** The sandbox of the attack's group. */
  cell: Cell;
  /** Another one, disposed after the attack. */
  another(): Promise<Cell>;
  /** A set-up sandbox, with a proxy to the hosts that `set-up.ts` names. */
  setUp(): Promise<Cell>;
  /** A sandbox with a service beside it that runs what it is sent. */
  withService(): Promise<Cell>;
  targets: Targets;
  /** Only in the whole proof. */
  canaries: Canaries | null;
  /** Our side of the repository; only in the whole proof. */
  workspace: Workspace | null;
};
