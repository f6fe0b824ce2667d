// Sends the chunks of a reply as server-sent events, as far as the faults allow.
import type { ServerResponse } from "node:http";
import type { Clock } from "../../src/clock.ts";
import { error, type Fault } from "./faults.ts";
import type { Speaker } from "./speaker.ts";

/** A stalled stream stays open this long: the longest time of a timer. */
export const FOR_EVER_MS = 2 ** 31 - 1;

type Streaming = {
  faults: Fault[];
  clock: Clock;
  signal: AbortSignal;
  speaker: Pick<Speaker, "named" | "end" | "refusal">;
};

export async function stream(
  outgoing: ServerResponse,
  parts: object[],
  { faults, clock, signal, speaker }: Streaming,
): Promise<void> {
  const event = (part: object) => eventText(part, speaker.named);
  const broken = faults.find((fault) => "afterChunks" in fault);
  outgoing.writeHead(200, { "content-type": "text/event-stream" });
  outgoing.write(parts.slice(0, broken?.afterChunks).map(event).join(""));
  switch (broken?.kind) {
    case undefined:
      outgoing.end(speaker.end);
      return;
    case "broken-off":
      outgoing.end(event(speaker.refusal(error(500, "server_error", "The upstream went away")).body));
      return;
    case "dropped":
      // Wait until the chunks are sent; otherwise the client would see no stream at all.
      setImmediate(() => outgoing.destroy());
      return;
    case "stalled":
      return clock.sleep(FOR_EVER_MS, signal);
    default:
      broken satisfies never;
  }
}

function eventText(part: object, named: boolean): string {
  const name =
    named && "type" in part
      ? `event: ${part.type}
`
      : "";
  return `${name}data: ${JSON.stringify(part)}

`;
}
