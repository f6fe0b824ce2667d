// The few errors that cross folders. Expected endings are values; these are for what is not expected.
import type { Fault } from "./fault.ts";
import type { SandboxFault } from "./sandbox-fault.ts";

/** A retry cannot help: wrong credentials, invalid configuration, a refused request. Text is in its message, facts in `fault`. */
export class PermanentError extends Error {
  override name = "PermanentError";
  readonly fault: Fault | null;
  constructor(said: string | Fault) {
    super(typeof said === "string" ? said : JSON.stringify(said));
    this.fault = typeof said === "string" ? null : said;
  }
}

/** Something the model should read and mend. Anything else a tool throws ends the run. */
export class ToolError extends Error {
  override name = "ToolError";
}

/** The sandbox is gone or never came up: never a conversation, always the end of this execution of the run. */
export class SandboxError extends Error {
  override name = "SandboxError";
  readonly fault: SandboxFault;

  /** The message is for a log: what a person reads is made from `fault`. */
  constructor(fault: SandboxFault) {
    super(JSON.stringify(fault));
    this.fault = fault;
  }
}

/** Message formula: what could not be done, to what, because of what, what to do about it. */
export type Complaint = { what: string; because: string; remedy: string };

export function sentence(complaint: Complaint): string {
  // The words of others often end with a full stop of their own.
  const because = complaint.because.replace(/(?<!\.)\.$/, "");
  return `${complaint.what}: ${because}. ${complaint.remedy}`;
}

/** The text of anything thrown, on one line, without a stack. */
export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replace(/\s+/g, " ").trim().slice(0, 500);
}
