// What became of a message to the operator's outgoing hook, in words for the log.
import type { HookFault } from "../domain/fault.ts";
import type { FaultWords } from "./sentence.ts";

export function hookWords({ kind, host, status }: HookFault): FaultWords {
  return {
    what: `Could not tell ${host} of what happened`,
    because: `it answered ${status}`,
    remedy:
      kind === "hook-away"
        ? "It is tried again for three days"
        : "Check ISSUEWRIGHT_HOOK_URL; a redirect is not followed",
  };
}
