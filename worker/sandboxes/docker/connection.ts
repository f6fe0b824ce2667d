// The door to the Docker engine.
import Docker from "dockerode";

export const DEFAULT_SOCKET = "/var/run/docker.sock";

export function connectDocker(socketPath: string | null): Docker {
  return new Docker({ socketPath: socketPath ?? DEFAULT_SOCKET });
}

/** Of a refusal by the engine; null: it is something else. */
export function statusOf(thrown: unknown): number | null {
  const status = thrown instanceof Error && "statusCode" in thrown ? thrown.statusCode : null;
  return typeof status === "number" ? status : null;
}
