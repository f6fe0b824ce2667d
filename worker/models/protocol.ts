// The port to a wire protocol: how a request becomes bytes for an endpoint, and what comes back becomes a reply.
import type { Clock } from "../../src/clock.ts";
import type { NoReply } from "../../src/domain/model-failure.ts";
import type { Offer, Reply, Request } from "./model.ts";
import type { Tokens } from "./price.ts";

export type Protocol = {
  /** As the configuration calls it, and as `Opaque` names its maker. */
  name: string;
  /** Has no effect before the first request. */
  open(endpoint: Endpoint): Connection;
};

export type Endpoint = {
  baseUrl: string;
  /** Null: the endpoint wants none. */
  apiKey: string | null;
  clock: Clock;
};

/**
 * Waiting, retrying, prices and time limits are the caller's. What a connection learns about an endpoint from its
 * refusals it may try at once, within one `ask`.
 */
export type Connection = {
  /** Whatever goes wrong is an answer, also an abort: the caller knows why it aborted. Rejects for defects of ours only. */
  ask(model: string, request: Request, listening: Listening): Promise<Asked>;
  /** The same holds. */
  list(signal: AbortSignal): Promise<Offer>;
};

export type Listening = {
  /** The request's own signal, or nothing came for too long. */
  signal: AbortSignal;
  /** Something came. */
  heard(): void;
  /** What comes will come in one piece: the endpoint is silent while its model writes. */
  expectWhole(): void;
};

/** A reply before anybody knows its price. */
export type RawReply = Omit<Reply, "usage"> & {
  /** Null where the server did not count. */
  counted: Tokens | null;
};

export type Asked = { kind: "answered"; reply: RawReply } | { kind: "failed"; cause: NoReply };
