// What the body of an endpoint's response says, piece by piece: JSON, lines of JSON, or server-sent events.
import { createParser } from "eventsource-parser";
import type { Listening } from "../protocol.ts";
import { complaintIn, pageTitle } from "./complaint.ts";
import { Declined, EndlessAnswer, NotOurProtocol } from "./trouble.ts";

/** `end`: the endpoint said itself that nothing more follows. `whole`: the piece is all of the answer. */
export type Piece = { kind: "piece"; json: unknown; whole: boolean } | { kind: "end" };

/** Far more than any model writes. A faulty server must not fill our memory. */
export const MAX_ANSWER_CHARACTERS = 4_000_000;

/**
 * Rejects with Declined for an error that the endpoint states in a successful response; with NotOurProtocol for a page or
 * for words that are neither JSON nor events; with EndlessAnswer; and with what the connection rejects with.
 */
export async function* piecesOf(
  response: Response,
  { heard, expectWhole }: Pick<Listening, "heard" | "expectWhole">,
): AsyncGenerator<Piece, void, undefined> {
  let form: "unknown" | "events" | "text" = "unknown";
  let kept = "";
  const events: Piece[] = [];
  const parser = createParser({
    maxBufferSize: MAX_ANSWER_CHARACTERS,
    onEvent: ({ event, data }) => events.push(...pieceOf(event, data.trim())),
    onComment: expectWhole,
  });
  await using body = textIn(response);
  for (let chunk = await body.next(); chunk !== null; chunk = await body.next()) {
    if (form === "events") parser.feed(chunk);
    else {
      kept += chunk;
      if (kept.length > MAX_ANSWER_CHARACTERS) throw new EndlessAnswer(MAX_ANSWER_CHARACTERS);
      if (form === "unknown" && kept.trim() !== "") form = /^\s*[[{<"]/.test(kept) ? "text" : "events";
      if (form === "events") parser.feed(kept.trimStart());
    }
    if (events.length > 0) heard();
    for (const piece of events.splice(0)) {
      yield piece;
      if (piece.kind === "end") return body.finish();
    }
  }
  parser.feed("\n\n");
  yield* events;
  if (form === "text") yield* wholeOf(kept);
}

type Text = AsyncDisposable & {
  /** Without the mark that some servers begin with. Null: the end. */
  next(): Promise<string | null>;
  /** Waits a moment for the end, and ignores what comes before it. A connection that is not read to its end is lost. */
  finish(): Promise<void>;
};

/** Where a server says that it ended, its connection mostly does in the same packet. Few let it hang. */
const MOMENT_MS = 50;

/** Disposing of it ends the connection, unless it was read to its end. */
function textIn({ body }: Response): Text {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let ended = reader === undefined;
  const read = async () => {
    const bytes = await reader?.read();
    ended = bytes?.done ?? true;
    return bytes?.value;
  };
  return {
    next: async () => {
      if (ended) return null;
      const bytes = await read();
      return ended ? decoder.decode() : decoder.decode(bytes, { stream: true });
    },
    finish: async () => {
      const moment = Promise.withResolvers<"over">();
      const timer = setTimeout(() => moment.resolve("over"), MOMENT_MS);
      try {
        while (!ended && (await Promise.race([moment.promise, read()])) !== "over");
      } catch {
        // The reply is whole, however its connection ends.
      } finally {
        clearTimeout(timer);
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (!ended) await reader?.cancel().catch(() => undefined);
    },
  };
}

function* wholeOf(text: string): Generator<Piece, void, undefined> {
  const page = pageTitle(text);
  if (page !== null) throw new NotOurProtocol("page", page);
  const whole = jsonOf(text);
  if (whole !== NOT_JSON) {
    yield checked(whole, true);
    return;
  }
  // One JSON text a line, with or without the marks of events.
  const lines = text.split("\n").map((line) => line.replace(/^data:/, "").trim());
  for (const line of lines.filter((each) => each !== "")) yield* pieceOf(undefined, line);
}

function pieceOf(event: string | undefined, data: string): Piece[] {
  if (data === "[DONE]") return [{ kind: "end" }];
  if (data === "" || /^(ping|heartbeat|keep-?alive|: ?\w+)$/i.test(data)) return [];
  const json = jsonOf(data);
  if (json !== NOT_JSON) {
    if (event === "error" && complaintIn(json) === null) throw new Declined(statedBy({ error: json }));
    return [checked(json, false)];
  }
  if (/^[[{]/.test(data)) throw new NotOurProtocol("broken", data);
  throw new Declined({ said: data, codes: [], status: null, headers: null });
}

function checked(json: unknown, whole: boolean): Piece {
  const stated = complaintIn(json);
  if (stated !== null) throw new Declined({ ...stated, headers: null });
  return { kind: "piece", json, whole };
}

function statedBy(json: unknown) {
  return { ...(complaintIn(json) ?? { said: "", codes: [], status: null }), headers: null };
}

const NOT_JSON = Symbol("not JSON");

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}
