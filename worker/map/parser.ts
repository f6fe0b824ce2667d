// Parses hostile text safely, in a thread with little memory. It ends the thread when a text takes too long or breaks it.
import { Worker } from "node:worker_threads";
import type { SyntaxNode } from "../toolchains/syntax-node.ts";
import type { FunctionBody, Marked, Outline } from "./outline.ts";
import type { ParseRequest, ThreadRequest } from "./parsing-thread.ts";

/**
 * Parses one text after another, in the order of the calls; the limit of a text begins when its grammar is there. The thread
 * ends a while after the last text, and an idle one keeps no process alive.
 */
export type Parser = AsyncDisposable & {
  /** Ends the thread; the next text starts another. */
  rest(): Promise<void>;
  /** Null if the text took too much time or memory, or the signal aborted. The next text is still parsed. */
  outline(request: ParseRequest, limit: Limit): Promise<Outline | null>;
  /** The functions whose bodies the query marks, in the order of the text; null as for `outline`. */
  functions(request: ParseRequest, limit: Limit): Promise<FunctionBody[] | null>;
  /** All nodes of the text; null as for `outline`, and where there are more than 200,000. `grammar`: its name. */
  nodes(request: { grammar: string; text: string }, limit: Limit): Promise<SyntaxNode | null>;
  /** Every piece that the query marks, in any order; null as for `outline`. */
  marked(request: ParseRequest, limit: Limit): Promise<Marked[] | null>;
};

export type Limit = { timeoutMs: number; signal: AbortSignal };

const ENTRY = new URL("./parsing-thread.ts", import.meta.url);
const HEAP_MIB = 192;
/** A thread is dear to start: a fifth of a second of processor time, most of it for the grammar. */
const IDLE_MS = 5_000;

export function startParser(): Parser {
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  const end = async () => {
    clearTimeout(idle);
    const ended = thread;
    thread = null;
    await ended?.terminate();
  };
  let turn: Promise<unknown> = Promise.resolve();
  const ask = <Answer>(asked: ThreadRequest, limit: Limit): Promise<Answer | null> => {
    const answered = turn.then(async () => {
      if (limit.signal.aborted) return null;
      clearTimeout(idle);
      thread ??= newThread();
      const working = thread;
      working.ref();
      const answer = await answerOf<Answer>(working, asked, limit);
      if (answer === null) await end();
      else {
        working.unref();
        idle = setTimeout(() => void end(), IDLE_MS).unref();
      }
      return answer;
    });
    turn = answered.then(undefined, () => {});
    return answered;
  };
  return {
    outline: ({ grammar: { name, query }, text }, limit) =>
      ask<Outline>({ grammar: { name, query }, text, asked: "outline" }, limit),
    functions: ({ grammar: { name, query }, text }, limit) =>
      ask<FunctionBody[]>({ grammar: { name, query }, text, asked: "functions" }, limit),
    nodes: ({ grammar: name, text }, limit) =>
      ask<SyntaxNode>({ grammar: { name, query: "" }, text, asked: "nodes" }, limit),
    marked: ({ grammar: { name, query }, text }, limit) =>
      ask<Marked[]>({ grammar: { name, query }, text, asked: "marked" }, limit),
    rest: end,
    [Symbol.asyncDispose]: end,
  };
}

/** The thread has none of the worker's environment. Its output is not read: reading keeps the process alive. */
function newThread(): Worker {
  const thread = new Worker(ENTRY, {
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  // The thread may still fail after it was given up.
  thread.on("error", () => {});
  return thread;
}

function answerOf<Answer>(
  thread: Worker,
  asked: ThreadRequest,
  { timeoutMs, signal }: Limit,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const broken = () => settle(null);
    // The first word is null: the grammar is there and parsing begins, on a busy machine long after it was asked for.
    const told = (answer: Answer | null) => {
      if (answer === null) timer = setTimeout(broken, timeoutMs);
      else settle(answer);
    };
    const settle = (answer: Answer | null) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", broken);
      thread.off("message", told).off("error", broken).off("exit", broken);
      resolve(answer);
    };
    if (signal.aborted) return broken();
    signal.addEventListener("abort", broken, { once: true });
    thread.on("message", told).once("error", broken).once("exit", broken);
    thread.postMessage(asked);
  });
}
