// The port to machines that watch from outside: what is worked on, what happened, what stands.
import type { Role, Usage } from "../domain/budget.ts";
import type { JobKind } from "../domain/job.ts";
import type { PhaseName } from "../domain/outcome.ts";
import type { IssueRef } from "../domain/repository.ts";
import type { RunEvent } from "../domain/run-event.ts";

/** A piece of work that takes time. `trace`: what its job or delivery carried. */
export type Task =
  | { kind: "webhook"; delivery: string; event: string }
  | { kind: "judge"; delivery: string; event: string; trace: string | undefined }
  | { kind: "run"; runId: string; issue: IssueRef; job: JobKind; retry: number; trace: string | undefined }
  | { kind: "phase"; phase: PhaseName }
  /** `provider` null: the usual endpoint. */
  | { kind: "model"; role: Role; provider: string | null; model: string; maxOutputTokens: number }
  | { kind: "tool"; tool: string }
  /** `route`: the template of the path, without names of people or repositories. */
  | { kind: "github"; method: string; route: string }
  | { kind: "sandbox"; purpose: string };

/** What became of a piece of work that did not throw. */
export type Found =
  | { kind: "run"; outcome: string }
  | { kind: "model"; finish: string; usage: Usage; content(): ModelContent }
  | { kind: "tool"; content(): ToolContent }
  /** `status` null: no answer came. */
  | { kind: "github"; status: number | null; limits: Limits | null };

/** GitHub's own count, of one kind of request for one installation. */
export type Limits = { installation: number | null; resource: string; limit: number; remaining: number };

/** Told to nobody unless the operator wants content to be told. */
export type ModelContent = { system: string[]; input: SaidBy[]; output: SaidBy };
export type SaidBy = {
  role: "user" | "assistant" | "tool";
  text: string;
  calls?: { id: string; name: string; arguments: string }[];
  /** Of the call that a tool answers. */
  callId?: string;
};
export type ToolContent = { arguments: string; result: string };

export type Happened =
  | RunEvent
  | { kind: "sandbox-opened"; purpose: string }
  | { kind: "sandbox-closed"; purpose: string };

/** What stands in the queue. */
export type Standing = {
  waiting: number;
  running: number;
  /** Since when the oldest job waits, in milliseconds since the epoch; null: none waits. */
  oldestSinceMs: number | null;
  deliveries: number;
  words: number;
  givenUp: number;
  workers: number;
  places: number;
};

/**
 * Nothing here rejects, and nothing waits for whoever is told. What cannot be told is lost. Names, numbers and ids are
 * told; texts only as `content`.
 */
export type Telemetry = AsyncDisposable & {
  /** The result of the work, or what it throws. Work inside of it belongs to it. */
  during<T>(task: Task, work: () => Promise<T>, found?: (value: T) => Found): Promise<T>;
  tell(happened: Happened): void;
  /** Asked each time when somebody looks. Null: it is not known now. */
  watch(standing: () => Promise<Standing | null>): void;
  /** What a delivery or a job carries so that work on it belongs to the work that this is called in; none outside of any. */
  trace(): { trace?: string };
};

export const noTelemetry: Telemetry = {
  during: (_task, work) => work(),
  tell() {},
  watch() {},
  trace: () => ({}),
  [Symbol.asyncDispose]: async () => {},
};

/** As the operator wants it. */
export type TelemetryConfig = {
  /** Of the collector, without a path. */
  collector: string;
  /** Where metrics are served; port 0: any free one. */
  metrics: { host: string; port: number };
  /** Whether prompts, replies, arguments and results are told. */
  content: boolean;
};
