// Maps repositories for all runs of a process: one after another, each commit once, in a thread that ends when no run waits.
import type { TreeView } from "../workspace/workspace.ts";
import { MAP_CAPS, type MapCaps, mapRepository, type RepositoryMap } from "./map.ts";
import { startParser } from "./parser.ts";

export type Surveyor = AsyncDisposable & {
  /** `commit` identifies the tree's content, so that its map is kept; null: it is not kept. Rejects when the signal aborts. */
  map(tree: TreeView, commit: string | null, signal: AbortSignal): Promise<RepositoryMap>;
};

/** The least recently used map is dropped first, because runs on one repository follow one another. */
const MAX_KEPT = 4;

export function startSurveyor(caps: MapCaps = MAP_CAPS): Surveyor {
  const parser = startParser();
  const kept = new Map<string, RepositoryMap>();
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    waiting += 1;
    const done = turn.then(work).finally(async () => {
      waiting -= 1;
      if (waiting === 0) await parser.rest();
    });
    turn = done.then(undefined, () => {});
    return done;
  };
  const keep = (commit: string, map: RepositoryMap) => {
    kept.delete(commit);
    kept.set(commit, map);
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  };
  return {
    map: (tree, commit, signal) =>
      inTurn(async () => {
        signal.throwIfAborted();
        const known = commit === null ? undefined : kept.get(commit);
        const map = known ?? (await mapRepository({ parser, tree, signal, caps }));
        if (commit !== null && map.isWhole) keep(commit, map);
        return map;
      }),
    [Symbol.asyncDispose]: async () => {
      await turn;
      await parser[Symbol.asyncDispose]();
    },
  };
}
