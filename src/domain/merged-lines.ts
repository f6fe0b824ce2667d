// How far what was merged is from what we published, in lines of the files that we touched. Pure.

/** `ours`: lines that we added. `changed`: lines that only one of the two has. */
export type MergedLines = { ours: number; changed: number };

/** `headSha`: the commit that we published last. `commitSha`: the one that the merge made last. */
export type Between = { headSha: string; commitSha: string };

/** Lines that only one of two texts has, each counted as often as it is there more. A line that moved is in both. */
export function linesApart(one: string, other: string): number {
  const counts = new Map<string, number>();
  for (const line of one.split("\n")) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of other.split("\n")) counts.set(line, (counts.get(line) ?? 0) - 1);
  // An empty line says nothing, and one more stands where a text ends with a line break.
  counts.delete("");
  return [...counts.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}
