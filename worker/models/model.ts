// The port to language models: one request, one reply, its usage. Stateless; the transcript is the caller's.
import type { Role, Usage } from "../../src/domain/budget.ts";
import { type Complaint, PermanentError } from "../../src/domain/errors.ts";

export type ToolCall = {
  id: string;
  name: string;
  /** Unparsed, as the model wrote it. */
  arguments: string;
};

export type Message =
  | { role: "system"; text: string }
  | { role: "user"; text: string }
  | { role: "assistant"; text: string; toolCalls: ToolCall[] }
  | { role: "tool"; callId: string; text: string };

/** A plain JSON schema: what the model is told. Arguments are parsed by the tool itself. */
export type ToolDefinition = { name: string; description: string; parameters: Record<string, unknown> };

export type Request = {
  messages: Message[];
  tools: ToolDefinition[];
  /** Name of the tool that must be called; null: the model chooses. */
  mustCall: string | null;
  maxOutputTokens: number;
  signal: AbortSignal;
};

export type Reply = {
  text: string;
  toolCalls: ToolCall[];
  finish: "stop" | "tool-calls" | "length" | "refused";
  /** As the server counted it; estimated (and marked by `estimated`) where it did not. `usd` null: price unknown. */
  usage: Usage;
  estimated: boolean;
};

/**
 * `reply` retries what is worth retrying (429, 5xx, dropped and stalled streams), within bounds, and honours
 * `retry-after`. PermanentError: credentials, unknown model, a request the server will never take. ModelUnavailable:
 * still failing after all retries. ContextExceeded: the messages are too long for it. Aborts with the signal's reason.
 */
export type Model = {
  name: string;
  /** What a request and its reply may hold together; null: nobody told us. */
  contextTokens: number | null;
  reply(request: Request): Promise<Reply>;
};

export type Models = {
  /**
   * `override` is the repository's own choice. A role without a model still gets one: its every reply is the
   * PermanentError that names the variable to set and lists what the endpoint offers.
   */
  forRole(role: Role, override?: string): Model;
  /** What keeps roles from beginning at all: nobody chose a model for them. Null when each has one. Spends nothing. */
  lacking(
    overrides: Partial<Record<Role, string | undefined>>,
    signal: AbortSignal,
  ): Promise<Complaint | null>;
  /** Names the endpoint offers, for `doctor` and for error texts. Empty when it does not say. */
  offered(signal: AbortSignal): Promise<string[]>;
  /** The same, with the reason where it does not say; for the operator alone. */
  inquire(signal: AbortSignal): Promise<Offer>;
};

/** `unreachable`: nothing answered. `refused`: it answered, but with no list. */
export type Offer =
  | { kind: "offers"; names: string[] }
  | { kind: "unreachable" | "refused"; because: string };

export class ModelUnavailable extends Error {
  override name = "ModelUnavailable";
}

/** The very same request would be refused again; a shorter one need not be. */
export class ContextExceeded extends PermanentError {
  override name = "ContextExceeded";
}
