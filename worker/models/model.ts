// The port to language models: one request, one reply, its usage. Stateless; the transcript is the caller's.
import type { Role, Usage } from "../../src/domain/budget.ts";
import type { ModelFailure, NoReply, NotChosen } from "../../src/domain/model-failure.ts";

export type ToolCall = {
  id: string;
  name: string;
  /** Unparsed, as the model wrote it. */
  arguments: string;
};

/**
 * What a provider put into a message for itself alone, such as the thoughts behind it. It goes back unread, in place,
 * to the protocol that made it; another protocol leaves it out. Never shown. Plain JSON, of at most `MAX_OPAQUE_BYTES`.
 */
export type Opaque = { protocol: string; parts: unknown };

/** More than that in one message is dropped as a whole: a part of it would be worth nothing. */
export const MAX_OPAQUE_BYTES = 256 * 1024;

export type Message =
  | { role: "system"; text: string }
  | { role: "user"; text: string }
  | { role: "assistant"; text: string; toolCalls: ToolCall[]; opaque: Opaque | null }
  | { role: "tool"; callId: string; text: string };

/** A plain JSON schema: what the model is told. Arguments are parsed by the tool itself. */
export type ToolDefinition = { name: string; description: string; parameters: Record<string, unknown> };

export type Request = {
  messages: Message[];
  tools: ToolDefinition[];
  maxOutputTokens: number;
  signal: AbortSignal;
};

export type Reply = {
  text: string;
  toolCalls: ToolCall[];
  opaque: Opaque | null;
  finish: "stop" | "tool-calls" | "length" | "refused";
  /** As the server counted it; estimated where it did not. `usd` null: price unknown. */
  usage: Usage;
};

/**
 * `reply` retries what is worth retrying (rate limits, faults of the server, dropped and stalled streams), within
 * bounds, and honours `retry-after`. ModelFailed: no reply after all. Aborts with the signal's reason.
 */
export type Model = {
  name: string;
  /** What a request and its reply may hold together; null: nobody told us. */
  contextTokens: number | null;
  reply(request: Request): Promise<Reply>;
};

export type Models = {
  /**
   * `override` is the repository's own choice. A role without a model still gets one, whose every reply is ModelFailed
   * with `not-chosen`.
   */
  forRole(role: Role, override?: string): Model;
  /** What keeps roles from beginning at all: nobody chose a model for them. Null when each has one. Spends nothing. */
  lacking(
    overrides: Partial<Record<Role, string | undefined>>,
    signal: AbortSignal,
  ): Promise<NotChosen | null>;
  /** Which models the endpoint offers, as it says itself. */
  inquire(signal: AbortSignal): Promise<Offer>;
};

export type Offer = { kind: "offers"; names: string[] } | { kind: "no-list"; cause: NoReply };

/** No reply came, and asking the same again now would bring none. The message is for logs; people read the facts. */
export class ModelFailed extends Error {
  override name = "ModelFailed";
  readonly failure: ModelFailure;
  constructor(failure: ModelFailure) {
    super(JSON.stringify(failure));
    this.failure = failure;
  }
}
