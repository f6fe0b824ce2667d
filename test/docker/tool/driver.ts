// Plays whole inputs to one tool server after the other, and single lines to its parser, thousands a second.
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Box } from "./box.ts";

export type Served = {
  /** As `waitpid` gives it: 0 when the server ended by itself and no sanitizer complained. */
  status: number;
  output: Buffer;
};
export type Pace = {
  /** The input is written in pieces of this size; 0: at once. */
  pieceBytes: number;
  /** Between pieces, and before the input is closed. */
  pauseMs: number;
};
export type Driver = AsyncDisposable & {
  /** A server of its own for this input. */
  serve(input: Uint8Array, pace?: Partial<Pace>): Promise<Served>;
  /** A digit for each line: 1 where the parser accepted it. */
  parse(lines: Uint8Array): Promise<string>;
  /** What sanitizers said so far. */
  complaints(): string;
};

/** An answer's status and length. */
const HEAD_BYTES = 8;

export function startDriver(box: Box): Driver {
  const child = spawn("docker", box.inside(0, ["/tool/fuzz"]));
  const waiting: PromiseWithResolvers<Served>[] = [];
  let received = Buffer.alloc(0);
  let complaints = "";
  child.stdout.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let size = answerSize(received); received.length >= size; size = answerSize(received)) {
      const answer = received.subarray(0, size);
      received = received.subarray(size);
      waiting.shift()?.resolve({ status: answer.readUInt32LE(0), output: answer.subarray(HEAD_BYTES) });
    }
  });
  child.stderr.on("data", (chunk) => {
    complaints += String(chunk);
  });
  child.stdin.on("error", () => {});
  const closed = once(child, "close").then(() => {
    for (const { reject } of waiting) reject(new Error(`the program under test crashed\n${complaints}`));
  });

  const send = (kind: "p" | "s", bytes: Uint8Array, { pieceBytes = 0, pauseMs = 0 }: Partial<Pace> = {}) => {
    const answer = Promise.withResolvers<Served>();
    const head = Buffer.alloc(HEAD_BYTES);
    head.write(kind);
    head.writeUInt8(pauseMs, 1);
    head.writeUInt16LE(pieceBytes, 2);
    head.writeUInt32LE(bytes.length, 4);
    waiting.push(answer);
    child.stdin.write(Buffer.concat([head, bytes]));
    return answer.promise;
  };
  return {
    serve: (input, pace) => send("s", input, pace),
    parse: async (lines) => (await send("p", lines)).output.toString("latin1"),
    complaints: () => complaints,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await closed;
    },
  };
}

function answerSize(received: Buffer): number {
  return received.length < HEAD_BYTES ? Number.POSITIVE_INFINITY : HEAD_BYTES + received.readUInt32LE(4);
}
