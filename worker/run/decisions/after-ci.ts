// What follows when the commands of red CI jobs were run here, with the change and without it, before any model is asked.
import type { RedRead } from "../../../src/domain/ci.ts";
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { NoChangeReason } from "../../../src/domain/reason.ts";

export type AfterCiHere =
  /** `broken` empty: nothing here tells, and the logs are all there is. */
  { kind: "mend"; broken: CheckResult[] } | { kind: "leave"; reason: NoChangeReason };

/**
 * `broken`: what holds without the change and not with it. `held`: what red jobs run, as far as it is known and holds here
 * without the change. Only then does it say anything that it holds with the change, too.
 */
export function afterCiHere(
  broken: CheckResult[],
  { red, held }: { red: Pick<RedRead, "name">[]; held: string[] },
): AfterCiHere {
  if (broken.length > 0 || held.length < red.length) return { kind: "mend", broken };
  const jobs = red.map(({ name }) => name);
  return { kind: "leave", reason: { kind: "ci-not-shown-here", jobs, commands: held } };
}
