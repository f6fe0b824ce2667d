// How many sandboxes of one measurement are open at a time. One that closes keeps nobody waiting.
import { availableParallelism } from "node:os";
import type { Sandbox } from "../../sandboxes/sandbox.ts";

type Open = (diff: Uint8Array) => Promise<Sandbox>;

/** Disposing waits until everything has closed, and rejects with the first fault of a closing. */
export type Lanes = AsyncDisposable & { open: Open };

const MOST_LANES = 4;

/** One more than there are processors: while one sandbox opens, the others compute. */
export function lanesOfThisMachine(): number {
  return Math.min(MOST_LANES, availableParallelism() + 1);
}

/** In the order in which they are asked for. Whoever waits for one holds none, or all would wait. */
export function startLanes(open: Open, most = lanesOfThisMachine()): Lanes {
  let free = most;
  const waiting: (() => void)[] = [];
  const closing: Promise<void>[] = [];
  const enter = async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const close = async (sandbox: Sandbox) => {
    await sandbox[Symbol.asyncDispose]();
  };
  return {
    async open(diff) {
      await enter();
      const [opened] = await Promise.allSettled([open(diff)]);
      if (opened.status === "rejected") {
        leave();
        throw opened.reason;
      }
      const sandbox = opened.value;
      let isClosed = false;
      return {
        ...sandbox,
        [Symbol.asyncDispose]: async () => {
          if (isClosed) return;
          isClosed = true;
          closing.push(close(sandbox));
          leave();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      const closed = await Promise.allSettled(closing);
      for (const each of closed) if (each.status === "rejected") throw each.reason;
    },
  };
}
