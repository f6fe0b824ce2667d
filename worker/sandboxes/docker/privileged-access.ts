// The engine's own way into a container, beside the tool server, which refuses to be root.
import { once } from "node:events";
import type Docker from "dockerode";
import { SandboxError } from "../../../src/domain/errors.ts";
import { failedTo } from "../act-fault.ts";
import type { PrivilegedAccess } from "../engine.ts";
import { frameReader } from "./frames.ts";

const OUTPUT_BYTES = 64 * 1024;

export function dockerAccess(docker: Docker): PrivilegedAccess {
  return {
    asRoot: async (runId, line, timeoutMs) => {
      const container = await containerOf(docker, runId);
      return await execute(container, line, timeoutMs).catch(failedTo({ kind: "run-as-root" }));
    },
    describe: async (runId) => JSON.stringify(await (await containerOf(docker, runId)).inspect()),
  };
}

async function containerOf(docker: Docker, runId: string): Promise<Docker.Container> {
  const all = await docker.listContainers({ filters: { label: [`issuewright.run=${runId}`] } });
  const found = all.filter(({ Labels }) => Labels["issuewright.purpose"] !== "service");
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new SandboxError({ kind: "machines-of-run", runId, found: found.length });
  return docker.getContainer(only.Id);
}

async function execute(container: Docker.Container, line: string, timeoutMs: number) {
  const exec = await container.exec({
    Cmd: ["timeout", "-s", "KILL", `${timeoutMs / 1000}`, "/bin/sh", "-c", line],
    User: "0:0",
    WorkingDir: "/repo",
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({});
  const kept: Buffer[] = [];
  let room = OUTPUT_BYTES;
  const frames = frameReader((_kind, bytes) => {
    kept.push(bytes.subarray(0, room));
    room = Math.max(0, room - bytes.length);
  });
  stream.on("data", frames);
  await once(stream, "end");
  const { ExitCode } = await exec.inspect();
  return { exitStatus: ExitCode, output: Buffer.concat(kept).toString("utf8") };
}
