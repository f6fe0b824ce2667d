// Waits for what somebody else brings about, and says what it waited for when that never comes.
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_AGAIN_MS = 20;
/** Only what hangs takes so long, however busy the machine is; below the time limit of a test, so that this says what hung. */
const WITHIN_MS = 200_000;

export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + WITHIN_MS;
  while (!(await holds())) {
    if (performance.now() > giveUpAt)
      throw new Error(`within ${WITHIN_MS} ms it did not come true that ${what}`);
    await sleep(LOOK_AGAIN_MS);
  }
}
