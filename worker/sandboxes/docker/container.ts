// One container with a tool server inside, from start to removal.
import { Duplex } from "node:stream";
import type Docker from "dockerode";
import type { Clock } from "../../../src/clock.ts";
import { reasonOf, SandboxError } from "../../../src/domain/errors.ts";
import { openWire } from "../guest/connect.ts";
import { ToolServer, type WireEvents } from "../guest/tool-server.ts";
import { engineFault } from "./connection.ts";
import { containerOptions, type MachineSpec } from "./profile.ts";

export type Machine = AsyncDisposable & { tools: ToolServer };

export type MachineOptions = {
  docker: Docker;
  clock: Clock;
  spec: MachineSpec;
  /** The folder file operations are confined to, and the one commands start in. */
  root: string;
};

export async function startMachine(options: MachineOptions): Promise<Machine> {
  const { docker, spec } = options;
  const container = await docker
    .createContainer(containerOptions(spec))
    .catch(engineFault({ kind: "create-container", image: spec.image }));
  const tools = new ToolServer({ clock: options.clock, connect: connector(container, options) });
  let letGo = () => {};
  const stop = async () => {
    tools.close();
    await container.remove({ force: true, v: true }).catch(() => {});
    letGo();
  };
  try {
    letGo = await holdStdin(container);
    await container.start();
    await tools.probe();
    return { tools, [Symbol.asyncDispose]: stop };
  } catch (thrown) {
    await stop();
    return engineFault({ kind: "start-container", image: spec.image })(thrown);
  }
}

/** While this end is open the container lives; when this process dies the kernel closes it. */
async function holdStdin(container: Docker.Container): Promise<() => void> {
  const held = await container.attach({
    stream: true,
    stdin: true,
    stdout: true,
    stderr: true,
    hijack: true,
  });
  held.on("error", () => {}).resume();
  return () => {
    if (held instanceof Duplex) held.destroy();
  };
}

/**
 * Starts a tool server. At the process limit the engine cannot: a little more room lets one in, and its first act is to
 * kill everything else.
 */
function connector(container: Docker.Container, { spec, root }: MachineOptions) {
  const server = { uid: spec.uid, root, wireFolder: spec.wireFolder };
  return (events: WireEvents) =>
    openWire(container, server, events).catch(async () => {
      try {
        await container.update({ PidsLimit: spec.limits.pids + 64 });
        return await openWire(container, server, events);
      } catch (thrown) {
        throw new SandboxError({ kind: "ended", said: reasonOf(thrown) });
      }
    });
}
