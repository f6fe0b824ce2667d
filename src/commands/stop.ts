// `/ai stop`: whatever runs or waits for the issue ends.
import type { Command } from "./command.ts";

export const stop: Command = {
  name: "stop",
  help: "the run is stopped",
  wish: () => ({ kind: "stop", because: { kind: "command" } }),
};
