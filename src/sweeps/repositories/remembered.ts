// What of a look at a repository outlives a restart of the server, as a text.
import { z } from "zod";
import { Known } from "./known.ts";
import type { Kept } from "./look.ts";

const Remembered = z.object({
  version: z.literal(1),
  since: z.iso.datetime(),
  closedPulls: z.array(z.int()),
  known: Known,
});

export function toKeep({ since, closedPulls, known }: Kept): string {
  return JSON.stringify({ version: 1, since, closedPulls: [...closedPulls], known });
}

/** `nothing`: where no text is kept, or one that cannot be read. Issues with labels of ours are listed anew in either case. */
export async function afterRestart(text: string | null, nothing: Kept): Promise<Kept> {
  if (text === null) return nothing;
  const [read] = await Promise.allSettled([(async () => Remembered.parse(JSON.parse(text)))()]);
  if (read.status === "rejected") return nothing;
  const { since, closedPulls, known } = read.value;
  return { ...nothing, since, closedPulls: new Set(closedPulls), known };
}
