// Parses hostile text safely, in a thread with little memory. It ends the thread when a text takes too long or breaks it.
import { Worker } from "node:worker_threads";
import type { Outline } from "./outline.ts";
import type { ParseRequest } from "./parsing-thread.ts";

/** Parses one text at a time. */
export type Parser = AsyncDisposable & {
  /** Ends the thread; the next text starts another. */
  rest(): Promise<void>;
  /** Null if the text took too much time or memory, or the signal aborted. The next text is still parsed. */
  outline(request: ParseRequest, limit: { timeoutMs: number; signal: AbortSignal }): Promise<Outline | null>;
};

const ENTRY = new URL("./parsing-thread.ts", import.meta.url);
const HEAP_MIB = 192;

export function startParser(): Parser {
  let thread: Worker | null = null;
  const end = async () => {
    const ended = thread;
    thread = null;
    await ended?.terminate();
  };
  return {
    outline: async (request, limit) => {
      thread ??= newThread();
      const outline = await answerOf(thread, request, limit);
      if (outline === null) await end();
      return outline;
    },
    rest: end,
    [Symbol.asyncDispose]: end,
  };
}

/** The thread has none of the worker's environment, and its output is dropped. */
function newThread(): Worker {
  const thread = new Worker(ENTRY, {
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  thread.stdout.resume();
  thread.stderr.resume();
  // The thread may still fail after it was given up.
  thread.on("error", () => {});
  return thread;
}

function answerOf(
  thread: Worker,
  request: ParseRequest,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Outline | null> {
  return new Promise((resolve) => {
    const broken = () => settle(null);
    const timer = setTimeout(broken, timeoutMs);
    const settle = (outline: Outline | null) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", broken);
      thread.off("message", settle).off("error", broken).off("exit", broken);
      resolve(outline);
    };
    if (signal.aborted) return broken();
    signal.addEventListener("abort", broken, { once: true });
    thread.once("message", settle).once("error", broken).once("exit", broken);
    thread.postMessage(request);
  });
}
