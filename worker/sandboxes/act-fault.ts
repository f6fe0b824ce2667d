// Turns what an engine or this host throws into a SandboxError that knows what could not be done.
import { reasonOf, SandboxError } from "../../src/domain/errors.ts";
import type { SandboxAct } from "../../src/domain/sandbox-fault.ts";

/** For `.catch`; a SandboxError passes as it is. */
export function failedTo(act: SandboxAct): (thrown: unknown) => never {
  return (thrown) => {
    if (thrown instanceof SandboxError) throw thrown;
    throw new SandboxError({
      kind: "act-failed",
      act,
      unreachable: isUnreachable(thrown),
      said: reasonOf(thrown),
    });
  };
}

/** Nothing answered at the engine's socket. */
export function isUnreachable(thrown: unknown): boolean {
  if (typeof thrown !== "object" || thrown === null) return false;
  const refused = "syscall" in thrown && thrown.syscall === "connect";
  return refused || ("code" in thrown && thrown.code === "ECONNRESET");
}
