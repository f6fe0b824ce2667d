// A command of a measurement whose tool server or machine was lost: it failed, with what is known of it, and the measurement
// goes on. What a change does to the machine that tries it says something about the change, and nothing about the run. An
// engine that is away says nothing of either.
import { isEngineAway, reasonOf, SandboxError, ToolError } from "../../../src/domain/errors.ts";
import type { CommandResult, Sandbox } from "../../sandboxes/sandbox.ts";

/** `tool-server`: a command may end its tool server, and another is started. `machine`: the machine may be gone, too. */
export type Losable = "tool-server" | "machine";

export function withLostCommands(sandbox: Sandbox, losable: Losable): Sandbox {
  const isLost = (thrown: unknown) =>
    thrown instanceof ToolError ||
    (losable === "machine" && thrown instanceof SandboxError && !isEngineAway(thrown));
  return {
    ...sandbox,
    async run(command) {
      const [ran] = await Promise.allSettled([sandbox.run(command)]);
      if (ran.status === "fulfilled") return ran.value;
      if (!isLost(ran.reason) || command.signal?.aborted) throw ran.reason;
      return lost(ran.reason);
    },
    async readOutside(path, options) {
      const [read] = await Promise.allSettled([sandbox.readOutside(path, options)]);
      if (read.status === "fulfilled") return read.value;
      if (!isLost(read.reason)) throw read.reason;
      return { kind: "refused", reason: "missing" };
    },
  };
}

/** In the words of the engine, or of the tool that was lost. */
function lost(thrown: unknown): CommandResult {
  const fault = thrown instanceof SandboxError ? thrown.fault : null;
  const said = fault !== null && "said" in fault ? fault.said : null;
  const output = said ?? fault?.kind ?? reasonOf(thrown);
  return { exitStatus: null, ending: "killed", output: `${output}\n`, cutBytes: 0, durationMs: 0 };
}
