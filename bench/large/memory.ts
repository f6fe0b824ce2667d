// The memory of a process and of all it started, as Linux counts it.
import { readdirSync, readFileSync } from "node:fs";

const PAGE_BYTES = 4096;

/** Resident bytes; 0 for a process that has ended. What processes share is counted for each. */
export function treeBytes(pid: number): number {
  const [, resident = "0"] = textOf(`/proc/${pid}/statm`).split(" ");
  const children = tasksOf(pid).flatMap((task) =>
    textOf(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean),
  );
  return Number(resident) * PAGE_BYTES + children.reduce((sum, child) => sum + treeBytes(Number(child)), 0);
}

function tasksOf(pid: number): string[] {
  return ended(() => readdirSync(`/proc/${pid}/task`), []);
}

function textOf(path: string): string {
  return ended(() => readFileSync(path, "utf8"), "");
}

/** A process may end while we look at it. */
function ended<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
