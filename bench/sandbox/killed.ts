// Measures how long a container outlives a worker that was killed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { root } from "../../test/support/source.ts";
import type { Promised } from "../numbers/promise.ts";
import type { Parts } from "./parts.ts";
import { Stopwatch } from "./stopwatch.ts";

const KILLS = 15;
const MOST_MS = 10_000;
const docker = new Docker();

export async function killed({ dataDir, workspace, sandboxes }: Parts): Promise<Promised[]> {
  const watch = new Stopwatch();
  const program = join(root, "test/support/other-worker.ts");
  for (let kill = 0; kill < KILLS; kill++) {
    const worker = spawn(process.execPath, [program, dataDir, JSON.stringify(workspace.tree)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(worker.stdout, "data");
    const [container] = await docker.listContainers({ filters: { label: ["issuewright.run=killed"] } });
    const exit = once(worker, "exit");
    worker.kill("SIGKILL");
    const started = performance.now();
    while (await isThere(container?.Id ?? "")) {
      if (performance.now() - started > MOST_MS)
        throw new Error(`The container is still there ${MOST_MS / 1000} s after its worker was killed`);
      await sleep(2);
    }
    watch.note("gone", performance.now() - started);
    await exit;
  }
  await sandboxes.reap();
  const what = (word: string) => `container gone after its worker was killed with SIGKILL, ${word}`;
  return [
    { what: what("median"), measured: watch.median("gone"), unit: "ms", most: 200 },
    { what: what("p95"), measured: watch.quantile("gone", 0.95), unit: "ms", most: 200 },
  ];
}

/** Asks the engine, which drops a container only after its last process has ended. */
function isThere(id: string): Promise<boolean> {
  return docker
    .getContainer(id)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}
