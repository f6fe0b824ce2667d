// The port to a wire protocol: it makes bytes for an endpoint from a request, and a reply from what comes back.
import type { Clock } from "../../src/clock.ts";
import type { NoReply } from "../../src/domain/model-failure.ts";
import type { SignOf } from "../../src/signs/sign.ts";
import type { Offer, Reply, Request } from "./model.ts";
import type { Tokens } from "./price.ts";

export type Protocol = {
  /** Its name in the configuration, and in the `Opaque` parts it makes. */
  name: string;
  /** Sends nothing yet. */
  open(endpoint: Endpoint): Connection;
};

export type Endpoint = {
  baseUrl: string;
  /** Null: the endpoint wants none. */
  apiKey: string | null;
  clock: Clock;
  /** Told what an answer says of a limit. */
  onLimit?: ((limit: SignOf<"model-limit">) => void) | undefined;
};

/**
 * The caller waits, retries, prices and limits time. After a refusal that tells it something about the endpoint, a
 * connection may ask once more within the same `ask`.
 */
export type Connection = {
  /** A failure is a value, an abort too: the caller knows why it aborted. Rejects only for a defect of ours. */
  ask(model: string, request: Request, listening: Listening): Promise<ReplyOrCause>;
  /** What was learned of how this model's endpoint wants to be asked, by name. Empty: it takes the usual form. */
  learned(model: string): Record<string, unknown>;
  /** False: it was learned that this model's endpoint takes none. */
  takesPictures(model: string): boolean;
  /** Fails as `ask` does. */
  list(signal: AbortSignal): Promise<Offer>;
};

export type Listening = {
  /** Aborts with the request, and when nothing came for too long. */
  signal: AbortSignal;
  /** To be called whenever something came. */
  heard(): void;
  /** To be called where the reply will come in one piece, after a silence while the model writes. */
  expectWhole(): void;
};

/** A reply without its price. */
export type RawReply = Omit<Reply, "usage"> & {
  /** Null: the server did not count. */
  counted: Tokens | null;
};

export type ReplyOrCause =
  | { kind: "answered"; reply: RawReply }
  /** `came`: the beginning of a reply, as far as it came; null: it is known to be none. */
  | { kind: "failed"; cause: NoReply; came: RawReply | null };
