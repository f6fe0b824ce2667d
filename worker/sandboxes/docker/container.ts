// One container, from its start to its removal.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Duplex } from "node:stream";
import type Docker from "dockerode";
import { failedTo } from "../act-fault.ts";
import type { Machine, MachineSpec } from "../engine.ts";
import { frameReader, STDOUT } from "./frames.ts";
import { containerOptions } from "./profile.ts";

export const SECCOMP = join(import.meta.dirname, "../../../docker/sandbox/seccomp.json");

export async function startContainer(
  docker: Docker,
  spec: MachineSpec,
  runtime: string | null,
): Promise<Machine> {
  const seccomp = await readFile(SECCOMP, "utf8");
  const container = await docker
    .createContainer(containerOptions(spec, { seccomp, runtime }))
    .catch(failedTo({ kind: "create-machine", image: spec.image }));
  let releaseStdin = () => {};
  const remove = async () => {
    await container.remove({ force: true, v: true }).catch(() => {});
    releaseStdin();
  };
  try {
    releaseStdin = await holdStdin(container);
    await container.start();
  } catch (thrown) {
    await remove();
    return failedTo({ kind: "start-machine", image: spec.image })(thrown);
  }
  return {
    id: container.id,
    exec: executor(container),
    async limitProcesses(pids) {
      await container.update({ PidsLimit: pids });
    },
    [Symbol.asyncDispose]: remove,
  };
}

/** While this end is open the container lives; when this process dies the kernel closes it. */
export async function holdStdin(
  container: Docker.Container,
  events: { onOutput?(bytes: Buffer): void; onEnd?(): void } = {},
): Promise<() => void> {
  const held = await container.attach({
    stream: true,
    stdin: true,
    stdout: true,
    stderr: true,
    hijack: true,
  });
  const { onOutput = () => {}, onEnd = () => {} } = events;
  const read = frameReader((_kind, bytes) => onOutput(bytes));
  held
    .on("error", () => {})
    .on("data", read)
    .once("close", onEnd);
  return () => {
    if (held instanceof Duplex) held.destroy();
  };
}

export function executor(container: Docker.Container): Machine["exec"] {
  return async ({ words, uid }, { onOutput, onEnd }) => {
    const exec = await container.exec({
      Cmd: words,
      ...(uid === null ? {} : { User: `${uid}:${uid}` }),
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({ hijack: true, stdin: true });
    const read = frameReader((kind, bytes) => {
      if (kind === STDOUT) onOutput(bytes);
    });
    stream.on("error", () => {});
    stream.on("end", () => stream.end());
    stream.on("data", read);
    stream.once("close", onEnd);
    return { write: (text) => stream.write(text), close: () => stream.destroy() };
  };
}
