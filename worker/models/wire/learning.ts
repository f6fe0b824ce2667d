// Asks an endpoint in the dialect that was learned for a model, and learns from what it refuses. Once a process.
import type { NoReply } from "../../../src/domain/model-failure.ts";
import type { Request } from "../model.ts";
import type { Connection, Endpoint, Listening, RawReply, ReplyOrCause } from "../protocol.ts";
import { piecesOf } from "./body.ts";
import { limitsIn } from "./limits.ts";
import { type Limiting, trulyEnded } from "./output-limit.ts";
import { hasPictures, refusesPictures, type Seeing } from "./pictures.ts";
import { declinedIn, noReplyOf, type Refused } from "./trouble.ts";

/** Puts a reply together from the pieces of an endpoint's answer. */
export type Assembly = {
  /** Throws ZodError for what is none of the protocol; EndlessAnswer. */
  take(json: unknown): void;
  /** `ended`: the server said that nothing more follows. Null: the reply was cut off. */
  answer(ended: boolean): RawReply | null;
};

/** What every dialect says: also whether the endpoint is asked for a stream. */
export type Streaming = Seeing & Limiting & { streams: boolean };

export type Speech<Dialect extends Streaming> = {
  usual: Dialect;
  /** The dialect to try after a refusal; null: it teaches nothing. */
  other(dialect: Dialect, refused: Refused, request: Request): Dialect | null;
  /** Most output tokens that a request asks for; null: it states none. */
  limit(dialect: Dialect, request: Request): number | null;
  /** Rejects with Declined for a refusal. */
  send(dialect: Dialect, asking: { model: string; request: Request; signal: AbortSignal }): Promise<Response>;
  assembly(): Assembly;
};

export function learningAsker<Dialect extends Streaming>(
  endpoint: Endpoint,
  speech: Speech<Dialect>,
): Pick<Connection, "ask" | "learned" | "takesPictures"> {
  const dialects = new Map<string, Dialect>();
  const dialectOf = (model: string) => dialects.get(model) ?? speech.usual;
  return {
    learned: (model) => differences(speech.usual, dialectOf(model)),
    takesPictures: (model) => dialectOf(model).takesPictures,
    ask: async (model, request, listening) => {
      for (let lessons = 0; ; lessons += 1) {
        const dialect = dialectOf(model);
        const asked = await askIn(dialect, { endpoint, speech, model, request, listening });
        const other =
          asked.kind === "failed" && lessons < MOST_LESSONS
            ? otherDialect(dialect, asked.cause, { request, speech })
            : null;
        if (other === null) return asked;
        dialects.set(model, other);
      }
    },
  };
}

/** Null: the failure teaches nothing. A refusal without a word for us may still be about the pictures. */
function otherDialect<Dialect extends Streaming>(
  dialect: Dialect,
  cause: NoReply,
  { request, speech }: { request: Request; speech: Pick<Speech<Dialect>, "other"> },
): Dialect | null {
  const blind = { ...dialect, takesPictures: false };
  const withPictures = dialect.takesPictures && hasPictures(request);
  if (withPictures && "said" in cause && !NOT_OF_PICTURES.has(cause.kind))
    if (refusesPictures(dialect, cause, request)) return blind;
  const refused = refusalIn(cause);
  if (refused === null) return null;
  return speech.other(dialect, refused, request) ?? (withPictures && cause.kind === "refused" ? blind : null);
}

/** Whatever their words, these pass, or have another reason. */
const NOT_OF_PICTURES: ReadonlySet<NoReply["kind"]> = new Set(["rate-limited", "wrong-key", "no-credit"]);

/** For one request. A server that refuses everything teaches nothing. */
const MOST_LESSONS = 12;

type Asking<Dialect extends Streaming> = {
  endpoint: Endpoint;
  speech: Speech<Dialect>;
  model: string;
  request: Request;
  listening: Listening;
};

async function askIn<Dialect extends Streaming>(
  dialect: Dialect,
  { endpoint, speech, model, request, listening }: Asking<Dialect>,
): Promise<ReplyOrCause> {
  listening.heard();
  if (!dialect.streams) listening.expectWhole();
  const parts = speech.assembly();
  try {
    const { signal } = listening;
    const response = await speech.send(dialect, { model, request, signal });
    tellLimits(endpoint, model, response.headers);
    const reply = await listen(response, parts, listening);
    if (reply !== null) return { kind: "answered", reply: trulyEnded(reply, speech.limit(dialect, request)) };
    const cause = { kind: "cut-off", status: null, said: "", retryAfterMs: null } as const;
    return { kind: "failed", cause, came: parts.answer(true) };
  } catch (thrown) {
    tellLimits(endpoint, model, declinedIn(thrown)?.stated.headers ?? null);
    return { kind: "failed", cause: noReplyOf(thrown, endpoint), came: parts.answer(true) };
  }
}

function tellLimits({ baseUrl, clock, onLimit }: Endpoint, model: string, headers: Headers | null): void {
  if (onLimit === undefined || headers === null) return;
  const { host } = new URL(baseUrl);
  const atMs = clock.now();
  for (const limit of limitsIn(headers, atMs)) onLimit({ kind: "model-limit", host, model, ...limit, atMs });
}

/** Null: the answer ended before the reply did. */
async function listen(response: Response, parts: Assembly, listening: Listening): Promise<RawReply | null> {
  let ended = false;
  for await (const piece of piecesOf(response, listening)) {
    if (piece.kind === "piece") parts.take(piece.json);
    ended ||= piece.kind === "end" || piece.whole;
  }
  return parts.answer(ended);
}

/** A refusal of a request that the endpoint may take in another dialect. */
function refusalIn(cause: NoReply): Refused | null {
  switch (cause.kind) {
    case "refused":
    case "too-long":
      return cause;
    // Templates of local servers fail inside of the server.
    case "server-error":
      return cause.status === null || cause.status === 500 || cause.status === 501 ? cause : null;
    default:
      return null;
  }
}

function differences(usual: object, learned: object): Record<string, unknown> {
  const before = new Map(Object.entries(usual));
  return Object.fromEntries(
    Object.entries(learned).filter(
      ([name, value]) => JSON.stringify(before.get(name)) !== JSON.stringify(value),
    ),
  );
}
