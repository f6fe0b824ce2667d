// A delivery from GitHub: refused unread when it is unsigned or too large, and when no secret of ours signed it.
import type { IncomingMessage } from "node:http";
import { refuse } from "../reply.ts";
import type { WebhookReceiver } from "../webhooks.ts";
import type { Route } from "./route.ts";

/** GitHub's own limit for a payload is 25 MB. */
export const MAX_BODY_BYTES = 25 * 1024 * 1024;

/** What all bodies may take together that are not verified yet. */
const MOST_HELD_BYTES = 64 * 1024 * 1024;
/** So much of each body does not count: most deliveries always find room, whoever fills the rest. */
const FREE_BYTES = 256 * 1024;

export function webhook({
  webhookPath,
  webhooks,
}: {
  webhookPath: string;
  webhooks: WebhookReceiver;
}): Route {
  const room = roomFor(MOST_HELD_BYTES);
  return {
    method: "POST",
    path: webhookPath,
    async handle(request, response) {
      if (typeof request.headers["x-hub-signature-256"] !== "string") {
        return refuse(request, response, 401, "the delivery is not signed");
      }
      using share = room.share();
      const read = await readBody(request, share);
      if (read.kind === "gone") return;
      if (read.kind === "too-large")
        return refuse(request, response, 413, `the body is larger than ${MAX_BODY_BYTES} bytes`);
      if (read.kind === "no-room")
        return refuse(request, response, 503, "too many large bodies at once; send it again later");
      if (await webhooks.receive(request, response, read.text)) return;
      refuse(request, response, 401, "the signature does not fit the body and the webhook secret");
    },
  };
}

/** One body's part of the room. Disposing gives it back. */
type Share = Disposable & {
  /** False: there is no room for so many bytes in sum. */
  fits(bytes: number): boolean;
};

function roomFor(mostBytes: number): { share(): Share } {
  let heldBytes = 0;
  return {
    share() {
      let mine = 0;
      return {
        fits(bytes) {
          const more = Math.max(0, bytes - FREE_BYTES) - mine;
          if (heldBytes + more > mostBytes) return false;
          heldBytes += more;
          mine += more;
          return true;
        },
        [Symbol.dispose]() {
          heldBytes -= mine;
        },
      };
    },
  };
}

type Body = { kind: "read"; text: string } | { kind: "too-large" } | { kind: "no-room" } | { kind: "gone" };

/** Refused as soon as the body is, or says it is, too large; the part that was kept is let go. */
function readBody(request: IncomingMessage, share: Share): Promise<Body> {
  return new Promise((done) => {
    if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return done({ kind: "too-large" });
    let bytes = 0;
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer) => {
      bytes += chunk.length;
      const refusal = refusalOf(bytes, share);
      if (refusal === null) return void chunks.push(chunk);
      request.off("data", keep);
      chunks.length = 0;
      done(refusal);
    };
    request.on("data", keep);
    request.once("end", () => done({ kind: "read", text: Buffer.concat(chunks).toString("utf8") }));
    const gone = () => done({ kind: "gone" });
    request.once("error", gone);
    request.once("close", gone);
  });
}

function refusalOf(bytes: number, share: Share): Extract<Body, { kind: "too-large" | "no-room" }> | null {
  if (bytes > MAX_BODY_BYTES) return { kind: "too-large" };
  return share.fits(bytes) ? null : { kind: "no-room" };
}
