// Brings a sleeping job to the front before its time.
import { Job } from "bullmq";

/** Never fails: a job that cannot be woken is awake already, has ended, or wakes by itself a little later. */
export async function wake(queue: Parameters<typeof Job.fromId>[0], runId: string): Promise<void> {
  const job = await Job.fromId(queue, runId);
  await Promise.allSettled([job?.promote()]);
}
