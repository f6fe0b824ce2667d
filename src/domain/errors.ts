// The few errors that cross folders. Expected endings are values; these are for what is not expected. Their messages are
// for a log: what a person reads is made from the facts they carry.
import type { Cause, Fault } from "./fault.ts";
import type { SandboxFault } from "./sandbox-fault.ts";

/** Carries the fact of what went wrong. */
abstract class FaultError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(JSON.stringify(fault));
    this.fault = fault;
  }
}

/** A retry cannot help: wrong credentials, invalid configuration, a refused request. */
export class PermanentError extends FaultError {
  override name = "PermanentError";
}

/** Another try may succeed: a service was away, or a connection broke. */
export class TransientError extends FaultError {
  override name = "TransientError";
}

/** The run waits for its turn: not ended, its slot given back, and asked again after so long, or when it is resumed. */
export class Parked extends Error {
  override name = "Parked";
  readonly lookAgainMs: number;

  constructor(lookAgainMs: number) {
    super(`parked for ${lookAgainMs} ms`);
    this.lookAgainMs = lookAgainMs;
  }
}

/** Another worker has the run, or may have it: this one writes nothing any more, and what it wanted to say is not owed. */
export class ClaimLost extends Error {
  override name = "ClaimLost";
}

/** Something the model should read and mend. Anything else a tool throws ends the run. */
export class ToolError extends Error {
  override name = "ToolError";
}

/** The sandbox is gone or never came up: never a conversation, always the end of this execution of the run. */
export class SandboxError extends Error {
  override name = "SandboxError";
  readonly fault: SandboxFault;

  constructor(fault: SandboxFault) {
    super(JSON.stringify(fault));
    this.fault = fault;
  }
}

/**
 * For how long the service that failed wants to be left alone, in milliseconds; null: it does not say. Undefined: the error
 * is none of a service that is away, so that waiting for it promises nothing.
 */
export function awayFor(thrown: unknown): number | null | undefined {
  if (isEngineAway(thrown)) return null;
  if (!(thrown instanceof TransientError)) return undefined;
  return thrown.fault.kind === "github-away" ? thrown.fault.waitMs : null;
}

/** Nothing answers where the engine of sandboxes is: it may be started again, and the sandbox is gone in any case. */
export function isEngineAway(thrown: unknown): boolean {
  return thrown instanceof SandboxError && thrown.fault.kind === "act-failed" && thrown.fault.unreachable;
}

/** The fact that an error carries, or its text. */
export function causeOf(thrown: unknown): Cause {
  if (thrown instanceof FaultError) {
    return { kind: "fault", fault: thrown.fault };
  }
  if (thrown instanceof SandboxError) return { kind: "sandbox", fault: thrown.fault };
  return { kind: "thrown", programSaid: reasonOf(thrown) };
}

/** The text of anything thrown, on one line, without a stack. For a log, or for the words of a program. */
export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s+/g, " ").trim().slice(0, 500);
}
