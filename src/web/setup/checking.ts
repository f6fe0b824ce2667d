// Tries the installation, group by group, while the page is looked at.
import { reasonOf } from "../../domain/errors.ts";

/** `ok` null: nobody can tell. `remedy` null: there is nothing to do. */
export type CheckLine = { ok: boolean | null; what: string; detail: string; remedy: string | null };
export type CheckGroup = {
  name: string;
  /** Rejects where it could not be tried. */
  run(signal: AbortSignal): Promise<CheckLine[]>;
};

export type GroupState = { name: string; state: "waiting" | "running" | "done"; lines: CheckLine[] };

export type Checking = AsyncDisposable & {
  groups(): GroupState[];
  isOver(): boolean;
};

/** One after another: they measure the same machine. Disposing waits for the one that runs. */
export function startChecking(groups: CheckGroup[]): Checking {
  const over = new AbortController();
  const states = groups.map(({ name }): GroupState => ({ name, state: "waiting", lines: [] }));
  const running = (async () => {
    for (const [at, group] of groups.entries()) {
      if (over.signal.aborted) return;
      states[at] = { name: group.name, state: "running", lines: [] };
      states[at] = { name: group.name, state: "done", lines: await linesOf(group, over.signal) };
    }
  })();
  return {
    groups: () => [...states],
    isOver: () => states.every(({ state }) => state === "done"),
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await running;
    },
  };
}

async function linesOf({ name, run }: CheckGroup, signal: AbortSignal): Promise<CheckLine[]> {
  const [ran] = await Promise.allSettled([run(signal)]);
  if (ran.status === "fulfilled") return ran.value;
  return [{ ok: false, what: name, detail: reasonOf(ran.reason), remedy: null }];
}
