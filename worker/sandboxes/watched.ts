// Sandboxes, watched: how long opening takes, and how many are open.
import type { Telemetry } from "../../src/telemetry/telemetry.ts";
import type { Sandbox, Sandboxes } from "./sandbox.ts";

export function watchedSandboxes(sandboxes: Sandboxes, telemetry: Telemetry): Sandboxes {
  return {
    ...sandboxes,
    async open(options, signal) {
      const { purpose } = options;
      const opened = await telemetry.during({ kind: "sandbox", purpose }, () =>
        sandboxes.open(options, signal),
      );
      return counted(opened, purpose, telemetry);
    },
  };
}

/** A frozen sandbox has ended, too, and is disposed of once more. */
function counted(sandbox: Sandbox, purpose: string, telemetry: Telemetry): Sandbox {
  let isOpen = true;
  telemetry.tell({ kind: "sandbox-opened", purpose });
  return {
    ...sandbox,
    async [Symbol.asyncDispose]() {
      if (isOpen) telemetry.tell({ kind: "sandbox-closed", purpose });
      isOpen = false;
      await sandbox[Symbol.asyncDispose]();
    },
  };
}
