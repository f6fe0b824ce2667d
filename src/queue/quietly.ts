// What BullMQ's own connection says while Redis is away: our connections have warned of it once already.
import { reasonOf } from "../domain/errors.ts";
import type { Log } from "../log.ts";

export function quietly(log: Log): (error: Error) => void {
  return (error) => log.debug({ reason: reasonOf(error) }, "the queue's connection complained");
}
