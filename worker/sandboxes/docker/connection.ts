// The door to the Docker engine, and its faults as ours.
import Docker from "dockerode";
import { reasonOf, SandboxError } from "../../../src/domain/errors.ts";
import type { SandboxAct } from "../../../src/domain/sandbox-fault.ts";

export const DEFAULT_SOCKET = "/var/run/docker.sock";

export function connectEngine(socketPath: string): Docker {
  return new Docker({ socketPath });
}

/** For `.catch`: turns whatever the engine or the host said into a SandboxError that knows what could not be done. */
export function engineFault(act: SandboxAct): (thrown: unknown) => never {
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

export function statusOf(thrown: unknown): number | null {
  const status = thrown instanceof Error && "statusCode" in thrown ? thrown.statusCode : null;
  return typeof status === "number" ? status : null;
}

function isUnreachable(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const refused = "syscall" in thrown && thrown.syscall === "connect";
  return refused || ("code" in thrown && thrown.code === "ECONNRESET");
}
