// Everything a run is given. Wired in main.ts and by the CLI; nothing in here knows which adapters they are.
import type { Announcer } from "../../src/announcers/announcer.ts";
import type { Clock } from "../../src/clock.ts";
import type { Budget } from "../../src/domain/budget.ts";
import type { IssueRef } from "../../src/domain/repository.ts";
import type { Labels } from "../../src/domain/rules.ts";
import type { WorkOrder } from "../../src/domain/work-order.ts";
import type { GitHub } from "../../src/github/github.ts";
import type { LedgerWriter } from "../../src/ledger/ledger.ts";
import type { Log } from "../../src/log.ts";
import type { Telemetry } from "../../src/telemetry/telemetry.ts";
import type { Parser } from "../map/parser.ts";
import type { Surveyor } from "../map/surveyor.ts";
import type { Models } from "../models/model.ts";
import type { Limits, Sandboxes } from "../sandboxes/sandbox.ts";
import type { Workspaces } from "../workspace/workspace.ts";

export type Ports = {
  /** Already scoped to the job's installation. */
  github: GitHub;
  workspaces: Workspaces;
  sandboxes: Sandboxes;
  surveyor: Surveyor;
  /** Its own for each run: what a text of one repository breaks, no other run reads with. */
  startParser(): Parser;
  models: Models;
  /** Each is told of the outcome, side by side. */
  announcers: Announcer[];
  ledger: LedgerWriter;
  keep: Keep;
  checkpoints: Checkpoints;
  turn: Turn;
  clock: Clock;
  log: Log;
  telemetry: Telemetry;
  settings: Settings;
};

/** Where patches, transcripts and evidence are kept, however a run ends. One run writes one file at a time. */
export type Keep = {
  /** Returns the name under which a person finds it. */
  save(runId: string, name: string, content: string | Uint8Array): Promise<string>;
  /**
   * Adds a line to a file, on the disk when it resolves. Returns the name; null where the file would grow beyond the cap:
   * then nothing was written. A line that a killed process left in part stays a line of its own.
   */
  append(line: { runId: string; name: string; text: string; maxBytes: number }): Promise<string | null>;
};

/**
 * What a run needs to go on in another execution, as texts that nobody but the worker reads: kept while the run lasts, on
 * this host alone. An execution on another host begins from the start.
 */
export type Checkpoints = {
  /** Null: nothing of that name is kept. */
  read(runId: string, name: CheckpointName): Promise<string | null>;
  /** Whole or not at all, also where the process is killed meanwhile. */
  write(runId: string, name: CheckpointName, text: string): Promise<void>;
  /** Adds a line to what is kept of a run, on the disk when it resolves. */
  append(runId: string, line: string): Promise<void>;
  /** Oldest first. A line that a killed process left in part may be among them. */
  lines(runId: string): Promise<string[]>;
  drop(runId: string): Promise<void>;
};
export type CheckpointName = "work" | "spent";

/**
 * Whether a run may build what its order says; null: it may. Otherwise it is parked and asks again after so long, or when
 * somebody resumes it.
 */
export type Turn = (issue: IssueRef, order: WorkOrder) => Promise<{ lookAgainMs: number } | null>;

export type Settings = {
  labels: Labels;
  budget: Budget;
  limits: Limits;
  /** What each measurement may spend on how good the tests are: repeated, covering, noticing. */
  testQualityMs: number;
  /** Passes of coder → checks. */
  maxAttempts: number;
  /** Times blocking findings go back to the coder. */
  maxReviews: number;
  /** Times a wall goes up to the architect. */
  maxEscalations: number;
  /** Walls: attempts in a row that fail in the same way, steps in a row that bring nothing new, and the share of what is
   * left for building that may go before any attempt's checks hold. */
  maxSameFailures: number;
  maxIdleSteps: number;
  budgetShare: number;
  /** Off, for comparing: the issue itself is spec and work order, and no architect is asked. */
  architect: "on" | "off";
};

export const DEFAULT_ROUNDS = {
  maxAttempts: 5,
  maxReviews: 2,
  maxEscalations: 2,
  maxSameFailures: 2,
  maxIdleSteps: 12,
  budgetShare: 0.6,
  architect: "on",
} as const;
