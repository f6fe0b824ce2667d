// The change of a run that did not publish it, as a file for a person.
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Log } from "../../../src/log.ts";
import type { Keep } from "../ports.ts";

/** Its name; null: it could not be written, as on a full disk, which is no reason to say nothing of how the run ended. */
export async function keepPatch(
  runId: string,
  diff: Uint8Array,
  { keep, log }: { keep: Pick<Keep, "save">; log: Log },
): Promise<string | null> {
  const [saved] = await Promise.allSettled([keep.save(runId, "change.patch", diff)]);
  if (saved.status === "fulfilled") return saved.value;
  log.error({ reason: reasonOf(saved.reason) }, "the change of a run could not be kept");
  return null;
}
