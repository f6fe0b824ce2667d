// `/ai stop`: ends the run of the issue, whether it runs or waits.
import type { Command } from "./command.ts";

export const stop: Command = {
  name: "stop",
  help: "the run is stopped",
  wish: () => ({ kind: "stop", because: { kind: "command" } }),
};
