// Everything a run is given. Wired in main.ts and by the CLI; nothing in here knows which adapters they are.
import type { Clock } from "../../src/clock.ts";
import type { Budget } from "../../src/domain/budget.ts";
import type { Labels } from "../../src/domain/rules.ts";
import type { GitHub } from "../../src/github/github.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { Log } from "../../src/log.ts";
import type { Models } from "../models/model.ts";
import type { Limits, Sandboxes } from "../sandboxes/sandbox.ts";
import type { Workspaces } from "../workspace/workspace.ts";

export type Ports = {
  /** Already scoped to the job's installation. */
  github: GitHub;
  workspaces: Workspaces;
  sandboxes: Sandboxes;
  models: Models;
  ledger: Pick<Ledger, "append" | "saveReport">;
  keep: Keep;
  clock: Clock;
  log: Log;
  settings: Settings;
};

/** Where work is kept whatever the ending: patches, transcripts, evidence. */
export type Keep = {
  /** Returns the name under which a person finds it. */
  save(runId: string, name: string, content: string): Promise<string>;
};

export type Settings = {
  labels: Labels;
  budget: Budget;
  limits: Limits;
  /** Passes of coder → checks. */
  maxAttempts: number;
  /** Times blocking findings go back to the coder. */
  maxReviews: number;
  /** Times a wall goes up to the architect. */
  maxEscalations: number;
};

export const DEFAULT_ROUNDS = { maxAttempts: 5, maxReviews: 2, maxEscalations: 2 };
