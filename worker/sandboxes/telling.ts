// The same sandboxes, each of which tells people that it is open for as long as it is.
import type { Clock } from "../../src/clock.ts";
import type { SignGiver } from "../../src/signs/signs.ts";
import type { Sandboxes } from "./sandbox.ts";

export function tellingSandboxes(
  sandboxes: Sandboxes,
  { signs, clock }: { signs: Pick<SignGiver, "hold">; clock: Clock },
): Sandboxes {
  return {
    ...sandboxes,
    async open(options, signal) {
      const { runId, purpose, image } = options;
      const sandbox = await sandboxes.open(options, signal);
      const sinceMs = clock.now();
      const sign = signs.hold({ kind: "sandbox", id: sandbox.id, runId, purpose, image, sinceMs });
      return {
        ...sandbox,
        async freeze(key) {
          await using _ = sign;
          return await sandbox.freeze(key);
        },
        async [Symbol.asyncDispose]() {
          await using _ = sign;
          await sandbox[Symbol.asyncDispose]();
        },
      };
    },
  };
}
