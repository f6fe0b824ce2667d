// Waits for what somebody else brings about, and says what it waited for when that never comes.
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_AGAIN_MS = 20;

export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt)
      throw new Error(`within ${withinMs} ms it did not come true that ${what}`);
    await sleep(LOOK_AGAIN_MS);
  }
}
