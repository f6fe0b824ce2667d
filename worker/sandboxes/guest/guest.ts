// A machine with a tool server inside, from start to removal.
import type { Clock } from "../../../src/clock.ts";
import { reasonOf, SandboxError } from "../../../src/domain/errors.ts";
import { failedTo, isUnreachable } from "../act-fault.ts";
import type { Engine, Machine } from "../engine.ts";
import { connectToolServer, type ToolServerPlace } from "./connect.ts";
import { type GuestSpec, machineSpec } from "./machine-spec.ts";
import { type LineEvents, ToolServer } from "./tool-server.ts";

export type Guest = AsyncDisposable & { tools: ToolServer; machine: Machine };

export type GuestOptions = {
  engine: Engine;
  clock: Clock;
  spec: GuestSpec;
  /** As what and in which folder commands run. */
  tools: Pick<ToolServerPlace, "uid" | "root">;
};

/** Resolves when the tool server answers. */
export async function startGuest({ engine, clock, spec, tools: place }: GuestOptions): Promise<Guest> {
  const machine = await engine.start(machineSpec(spec));
  const seen = { pids: spec.limits.pids, image: spec.image };
  const connect = connector(machine, { ...place, socketFolder: spec.socketFolder }, seen);
  const tools = new ToolServer({ clock, connect });
  const stop = async () => {
    tools.close();
    await machine[Symbol.asyncDispose]();
  };
  try {
    await tools.probe();
    return { tools, machine, [Symbol.asyncDispose]: stop };
  } catch (thrown) {
    await stop();
    return failedTo({ kind: "start-machine", image: spec.image })(thrown);
  }
}

type Seen = { pids: number; image: string };

/**
 * Starts a tool server. At the process limit the engine cannot: a little more room lets one in, and its first act is to
 * kill everything else.
 */
function connector(machine: Machine, place: ToolServerPlace, { pids, image }: Seen) {
  return (events: LineEvents) =>
    connectToolServer(machine, place, events).catch(async () => {
      try {
        await machine.limitProcesses(pids + 64);
        return await connectToolServer(machine, place, events);
      } catch (thrown) {
        if (isUnreachable(thrown)) return failedTo({ kind: "start-machine", image })(thrown);
        throw new SandboxError({ kind: "ended", said: reasonOf(thrown) });
      }
    });
}
