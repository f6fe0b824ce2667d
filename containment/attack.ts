// The port of one attack: what a hijacked agent tries, how it is tried for real, and what of the same kind must work.
import type { Workspace } from "../worker/workspace/workspace.ts";
import type { Canaries } from "./canaries.ts";
import type { Cell } from "./cell.ts";
import type { AttackResult, Who } from "./result.ts";
import type { Targets } from "./targets.ts";

export type Group = "egress" | "credentials" | "escape" | "abuse" | "file tricks";

export type Attack = {
  group: Group;
  /** What is tried, as a verb phrase. */
  name: string;
  /** What counts as held. */
  expected: string;
  by: Who[];
  /** Cheap and decisive: also tried whenever a worker starts. */
  short: boolean;
  /** `refused` is held, `worked` is allowed. */
  attempt(site: Site, who: Who): Promise<AttackResult>;
  counterpart: Counterpart;
};

/** What honest work needs, by the same means as the attack. It must work, or the attack proves nothing. */
export type Counterpart = { name: string; attempt(site: Site): Promise<AttackResult> };

/** Where attacks take place. */
export type Site = {
  /** The sandbox of the attack's group. */
  cell: Cell;
  /** Another one, disposed after the attack. */
  another(): Promise<Cell>;
  /** The one that sets up, with a proxy to where `set-up.ts` says. */
  setUp(): Promise<Cell>;
  targets: Targets;
  /** Only in the whole proof. */
  canaries: Canaries | null;
  /** Our side of the repository; only in the whole proof. */
  workspace: Workspace | null;
};
