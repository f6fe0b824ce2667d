// What of a look at a repository outlives a restart of the server, as a text.
import { z } from "zod";
import { Known } from "./known.ts";
import type { Kept } from "./look.ts";
import { NO_MERGES, WatchedMerge } from "./merges.ts";
import { NO_PULLS } from "./pulls.ts";

const Remembered = z.object({
  version: z.literal(1),
  since: z.iso.datetime(),
  closedPulls: z.array(z.int()),
  watched: z.array(WatchedMerge).default([]),
  known: Known,
});

export function toKeep({ since, pulls, merges, known }: Kept): string {
  const { watched } = merges;
  return JSON.stringify({ version: 1, since, closedPulls: [...pulls.closed], watched, known });
}

/**
 * Null: no text is kept, or one that cannot be read. Issues with labels of ours and open pull requests are listed anew in either
 * case.
 */
export async function afterRestart(text: string | null): Promise<Kept | null> {
  if (text === null) return null;
  const [read] = await Promise.allSettled([(async () => Remembered.parse(JSON.parse(text)))()]);
  if (read.status === "rejected") return null;
  const { since, closedPulls, watched, known } = read.value;
  const pulls = { ...NO_PULLS, closed: new Set(closedPulls) };
  return { tag: null, since, ours: new Map(), pulls, merges: { ...NO_MERGES, watched }, known };
}
