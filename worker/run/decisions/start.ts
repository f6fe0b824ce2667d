// Where a run starts, and what its commit will stand on.
import { type Direction, isRestart } from "../../../src/domain/direction.ts";

/** Of our open pull request; null: there is none. */
type Pull = { mergeBaseSha: string; commitsByOthers: string[] } | null;

/** `sha`: the commit to build on. `continues`: with the change that is there. `comparable`: that change stands on this commit. */
export type Start = { sha: string; continues: boolean; comparable: boolean };

/**
 * A fresh run starts from the newest base; only a review, a red CI, or a person's commits make it continue what is there.
 * `waiting`: how many threads and red jobs it is about.
 */
export function startOf(pull: Pull, { waiting, intoSha }: { waiting: number; intoSha: string }): Start {
  const continues = pull !== null && (waiting > 0 || pull.commitsByOthers.length > 0);
  const sha = pull !== null && continues ? pull.mergeBaseSha : intoSha;
  return { sha, continues, comparable: pull?.mergeBaseSha === sha };
}

/** Never forced: the new commit stands on the branch as it is, and on the base it was built from where that is newer. */
export function parentsOf({ sha, continues, comparable }: Start, branchSha: string | null): string[] {
  return branchSha !== null && (continues || comparable) ? [branchSha] : parentsOn(sha, branchSha);
}

/** The branch as it is, and the newer base that its change was carried over to. */
export function parentsOn(baseSha: string, branchSha: string | null): string[] {
  return branchSha === null ? [baseSha] : [branchSha, baseSha];
}

type Opened = { direction: Direction | null; threads: unknown[]; red: unknown[] };

/** How many threads and red jobs a run goes on for. What is built afresh goes on for none. */
export function waitingIn({ direction, threads, red }: Opened): number {
  return isRestart(direction) ? 0 : threads.length + red.length;
}

type Before = { continues: boolean; rebasedOn: string | null; intoSha: string };

/** The commit of the base to stand on besides a branch that people pushed to; null: the branch's own. */
export function mergedOnto(
  { mergeBaseSha }: { mergeBaseSha: string },
  { continues, rebasedOn, intoSha }: Before,
): string | null {
  const newer = rebasedOn ?? (continues ? null : intoSha);
  return newer === mergeBaseSha ? null : newer;
}
