// The port to language models: one request, one reply, its usage. Stateless; the transcript is the caller's.
import type { Role, Usage } from "../../src/domain/budget.ts";
import type { ModelFailure, NoReply, NotChosen, Unproven } from "../../src/domain/model-failure.ts";
import type { Picture } from "../../src/domain/picture.ts";

export type ToolCall = {
  id: string;
  name: string;
  /** Unparsed, as the model wrote it. */
  arguments: string;
};

/**
 * What a provider put into a message for itself alone, such as the model's thoughts. The protocol that made it sends it
 * back unread and in place; another protocol leaves it out. Never shown. Plain JSON of at most `MAX_OPAQUE_BYTES`.
 */
export type Opaque = { protocol: string; parts: unknown };

/** More than that in one message is dropped whole: a part of it would be worth nothing. */
export const MAX_OPAQUE_BYTES = 256 * 1024;

export type Message =
  | { role: "system"; text: string }
  /** An endpoint that takes no pictures gets the text alone, with a line that says so. */
  | { role: "user"; text: string; pictures?: readonly Picture[] }
  | { role: "assistant"; text: string; toolCalls: ToolCall[]; opaque: Opaque | null }
  | { role: "tool"; callId: string; text: string };

/** `parameters` is a JSON schema for the model. The tool itself parses the arguments. */
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
 * `reply` asks again, within bounds, after rate limits, faults of the server, dropped and stalled streams, and honours
 * `retry-after`. Rejects with ModelFailed when no reply comes, and with the signal's reason when that aborts.
 */
export type Model = {
  name: string;
  /** Most tokens of a request and its reply; null: unknown. */
  contextTokens: number | null;
  reply(request: Request): Promise<Reply>;
  /** How its endpoint wants to be asked, by name, as far as that was learned. Empty: in the usual form. */
  learned(): Record<string, unknown>;
  /** False: its endpoint refused a request with pictures and took it without. Until one was sent, nobody knows. */
  takesPictures(): boolean;
};

export type Models = {
  /**
   * `override` is the repository's own choice. A role for which nobody chose a model still gets one, whose each reply
   * rejects with ModelFailed, `not-chosen`.
   */
  forRole(role: Role, override?: string): Model;
  /** What keeps a run from beginning with the models that are chosen; null: nothing does. Spends nothing. */
  lacking(
    overrides: Partial<Record<Role, string | undefined>>,
    signal: AbortSignal,
  ): Promise<NotChosen | Unproven | null>;
  /** Asks which models the endpoint of this model offers, as it calls them. Default: the usual endpoint. */
  inquire(signal: AbortSignal, chosen?: string): Promise<Offer>;
};

export type Offer = { kind: "offers"; names: string[] } | { kind: "no-list"; cause: NoReply };

/** No reply came, and none would come now. The message is for a log: what a person reads is made from the facts. */
export class ModelFailed extends Error {
  override name = "ModelFailed";
  readonly failure: ModelFailure;
  constructor(failure: ModelFailure) {
    super(JSON.stringify(failure));
    this.failure = failure;
  }
}
