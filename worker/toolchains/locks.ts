// Which files of a repository a package client writes, and the command that writes each anew.
import { posix } from "node:path";
import { TOOLCHAINS } from "./index.ts";
import type { Lock } from "./toolchain.ts";

export type LockAt = Pick<Lock, "relock" | "reaches"> & { path: string; folder: string };

/** `from`: those of the paths that decide what the lockfiles say. */
export function locksAmong(paths: readonly string[]): { locks: LockAt[]; from: string[] } {
  const known = TOOLCHAINS.flatMap(({ locks = [] }) => locks);
  const found = paths.flatMap((path) => {
    const lock = known.find(({ file }) => file.test(posix.basename(path)));
    return lock === undefined ? [] : [{ ...lock, path, folder: posix.dirname(path) }];
  });
  const from = paths.filter((path) => found.some((lock) => lock.from.test(posix.basename(path))));
  return { locks: found.map(({ file: _, from: __, ...lock }) => lock), from };
}
