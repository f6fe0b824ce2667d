// One container with a tool server inside, from start to removal.
import type Docker from "dockerode";
import type { Clock } from "../../../src/clock.ts";
import { SandboxError } from "../../../src/domain/errors.ts";
import { engineFault } from "./engine.ts";
import { containerOptions, type MachineSpec } from "./profile.ts";
import { ToolServer } from "./tool-server.ts";
import { openWire } from "./wire.ts";

export type Machine = AsyncDisposable & { tools: ToolServer };

export type MachineOptions = {
  docker: Docker;
  clock: Clock;
  spec: MachineSpec;
  /** The folder file operations are confined to, and the one commands start in. */
  root: string;
};

export async function startMachine(options: MachineOptions): Promise<Machine> {
  const { docker, spec, root } = options;
  const container = await docker
    .createContainer(containerOptions(spec))
    .catch(engineFault(`create a container from ${spec.image}`));
  const remove = () =>
    container.remove({ force: true, v: true }).then(
      () => {},
      () => {},
    );
  const tools = new ToolServer({
    clock: options.clock,
    connect: (events) =>
      openWire(container, { uid: spec.uid, root }, events).catch(makeRoom(container, spec, root, events)),
  });
  try {
    const stdin = await container.attach({
      stream: true,
      stdin: true,
      stdout: true,
      stderr: true,
      hijack: true,
    });
    stdin.on("error", () => {});
    stdin.resume();
    await container.start();
    await tools.probe();
    return {
      tools,
      async [Symbol.asyncDispose]() {
        tools.close();
        await remove();
        stdin.end();
      },
    };
  } catch (thrown) {
    tools.close();
    await remove();
    throw await engineFault(`start a sandbox from ${spec.image}`)(thrown);
  }
}

/**
 * At the process limit the engine cannot start a server. A little more room lets one in, and its first act is to kill
 * everything else.
 */
function makeRoom(
  container: Docker.Container,
  spec: MachineSpec,
  root: string,
  events: Parameters<typeof openWire>[2],
) {
  return async () => {
    try {
      await container.update({ PidsLimit: spec.limits.pids + 64 });
      return await openWire(container, { uid: spec.uid, root }, events);
    } catch (thrown) {
      throw new SandboxError(`The sandbox is gone: its container does not answer (${String(thrown)})`);
    }
  };
}
