// One tool server under test, over plain pipes. Whatever the sanitizers complain of fails the test that started it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll } from "@jest/globals";
import { type Answer, decode, encode, type Operation } from "../../../worker/sandboxes/guest/protocol.ts";
import { type Box, openBox } from "./box.ts";

export type Server = AsyncDisposable & {
  send(bytes: string | Uint8Array): void;
  ask(operation: Operation): Promise<Answer>;
  /** Asks, and the answer comes later. */
  begin(operation: Operation): { id: number; answer: Promise<Answer> };
  /** Like `ask` for a command, within 2 min and 64 KiB unless told otherwise. */
  run(line: string, changes?: Partial<Run>): Promise<Answer>;
  /** Closes its input, if it still reads; how it ended, and every line it answered. */
  ended(): Promise<{ status: number | null; lines: string[] }>;
};
type Run = Extract<Operation, { op: "run" }>;

export type Start = {
  /** Default: a folder of its own. */
  root?: string;
  /** In shell as root, with the server as `"$@"`. */
  how?: string;
};

/** Sets the hooks of the describe block it is called in: one container for its tests, a server for each. */
export function useBox(): { box(): Box; start(how?: Start): Server } {
  let box: Box;
  let servers = 0;
  beforeAll(async () => {
    box = await openBox();
  });
  afterAll(async () => await box[Symbol.asyncDispose]());
  return { box: () => box, start: (how) => startServer(box, servers++, how) };
}

function startServer(box: Box, number: number, { root, how = 'exec "$@"' }: Start = {}): Server {
  const uid = 21_000 + number;
  const folder = root ?? `/repo/${number}`;
  const ready = root === undefined ? `mkdir ${folder} && chown ${uid} ${folder} && ${how}` : how;
  const agent = ["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
  const words = box.inside(0, ["sh", "-c", ready, "sh", ...agent, "/tool/tool", "serve", folder]);
  const child = spawn("docker", words);
  const lines: string[] = [];
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let complaints = "";
  let nextId = 1;
  let judged = false;
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    const reply = decode(line);
    if (reply !== null) waiting.get(reply.id)?.resolve(reply.answer);
  });
  child.stderr.on("data", (chunk) => {
    complaints += String(chunk);
  });
  child.stdin.on("error", () => {});
  const closed = once(child, "close").then(([status]) => {
    for (const { reject } of waiting.values())
      reject(new Error(`the server ended: ${status}\n${complaints}`));
    return status;
  });

  const begin: Server["begin"] = (operation) => {
    const id = nextId++;
    const answer = Promise.withResolvers<Answer>();
    answer.promise.catch(() => {});
    waiting.set(id, answer);
    child.stdin.write(encode(id, operation));
    return { id, answer: answer.promise };
  };
  const ask: Server["ask"] = (operation) => begin(operation).answer;
  return {
    send: (bytes) => child.stdin.write(bytes),
    begin,
    ask,
    run: (line, changes) =>
      ask({ op: "run", line, cwd: "", timeoutMs: 120_000, outputBytes: 65_536, ...changes }),
    async ended() {
      judged = true;
      child.stdin.end();
      return { status: await closed, lines };
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      const status = await closed;
      if (complaints !== "" || !(judged || status === 0))
        throw new Error(`the tool server ended with status ${status} and said: ${complaints}`);
    },
  };
}

export const bytes = (content: string | Uint8Array): Answer => ({
  kind: "bytes",
  bytes: Buffer.from(content),
});
export const failed = (error: string): Answer => ({ kind: "failed", error });
export const NOTHING = bytes("");
