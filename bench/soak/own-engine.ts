// A Docker engine of the soak's own, with the images of sandboxes, that can be killed. It shares nothing with the host's engine.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import Docker from "dockerode";
import { imageReference } from "../../worker/sandboxes/images.ts";

export type OwnEngine = AsyncDisposable & {
  socketPath: string;
  /** Kills the engine and its containerd without a chance to say goodbye. Containers outlive them until the next start. */
  kill(): Promise<void>;
  /** Starts it, on the same socket and with the same data. */
  start(): Promise<void>;
};

const execute = promisify(execFile);
const MOST_STARTS = 20;

export async function startOwnEngine(images: string[]): Promise<OwnEngine> {
  const folder = await mkdtemp(join(tmpdir(), "issuewright-engine-"));
  const socketPath = join(folder, "docker.sock");
  let engine: ChildProcess;
  const containerd = join(folder, "exec-root/containerd/containerd.pid");
  const start = async (tries = MOST_STARTS): Promise<void> => {
    // What a killed engine wrote would keep the next one from starting.
    for (const stale of [join(folder, "pid"), containerd]) await rm(stale, { force: true });
    const places = ["data-root", "exec-root"].flatMap((name) => [`--${name}`, join(folder, name)]);
    const alone = ["--bridge", "none", "--iptables=false", "--ip-masq=false"];
    const options = [...places, ...alone, "--host", `unix://${socketPath}`, "--pidfile", join(folder, "pid")];
    engine = spawn("dockerd", options, { detached: true, stdio: "ignore" });
    await once(engine, "spawn");
    while (!(await answers(socketPath))) {
      await sleep(100);
      // As a supervisor does: what the killed one held may not be free yet.
      if (engine.exitCode !== null && tries > 1) return start(tries - 1);
      if (engine.exitCode !== null)
        throw new Error(`dockerd in ${folder} ended at each of ${MOST_STARTS} starts`);
    }
  };
  const kill = async () => {
    const ended = once(engine, "exit");
    engine.kill("SIGKILL");
    await ended;
    const pid = Number(await readFile(containerd, "utf8"));
    if (pid > 0) process.kill(pid, "SIGKILL");
  };
  await start();
  for (const image of images) await copyImage(await imageReference(image), socketPath);
  return {
    ...{ socketPath, kill, start: () => start() },
    [Symbol.asyncDispose]: async () => {
      const ended = once(engine, "exit");
      engine.kill("SIGTERM");
      await ended;
      await unmountBelow(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

async function answers(socketPath: string): Promise<boolean> {
  const [answer] = await Promise.allSettled([new Docker({ socketPath }).ping()]);
  return answer.status === "fulfilled";
}

async function copyImage(reference: string, socketPath: string): Promise<void> {
  const image = await new Docker().getImage(reference).get();
  const loading = await new Docker({ socketPath }).loadImage(image);
  for await (const _line of loading) {
    // The image is there once everything was read.
  }
}

async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await readFile("/proc/self/mounts", "utf8"))
    .split("\n")
    .flatMap((line) => line.split(" ")[1] ?? []);
  const ours = mounts.filter((path) => path.startsWith(`${folder}/`)).toReversed();
  for (const path of ours) await Promise.allSettled([execute("umount", ["--lazy", path])]);
}
