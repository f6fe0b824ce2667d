// The door to the Docker engine, and its faults in our words.
import Docker from "dockerode";
import { reasonOf, SandboxError, sentence } from "../../../src/domain/errors.ts";

export const DEFAULT_SOCKET = "/var/run/docker.sock";

export function connectEngine(socketPath: string): Docker {
  return new Docker({ socketPath });
}

/** For `.catch`: turns whatever the engine said into a SandboxError that says what could not be done. */
export function engineFault(what: string): (thrown: unknown) => never {
  return (thrown) => {
    if (thrown instanceof SandboxError) throw thrown;
    throw new SandboxError(
      sentence({ what: `Could not ${what}`, because: reasonOf(thrown), remedy: remedyFor(thrown) }),
    );
  };
}

export function statusOf(thrown: unknown): number | null {
  const status = thrown instanceof Error && "statusCode" in thrown ? thrown.statusCode : null;
  return typeof status === "number" ? status : null;
}

function remedyFor(thrown: unknown): string {
  const unreachable = typeof thrown === "object" && thrown !== null && "code" in thrown;
  if (unreachable) return "Start the Docker engine, or let this user talk to its socket";
  return "Run `npx issuewright doctor` to see what the engine lacks";
}
