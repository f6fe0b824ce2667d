// What stays on the host: nothing, however a sandbox or its worker ends.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import Docker from "dockerode";
import { isEngineAway, SandboxError } from "../../../../src/domain/errors.ts";
import { isLacking } from "../../../../worker/sandboxes/engine-finding.ts";
import type { Sandboxes } from "../../../../worker/sandboxes/sandbox.ts";
import { startCarelessEngine } from "../../../support/careless-engine.ts";
import { eventually } from "../../../support/eventually.ts";
import { realSandboxes } from "../../../support/sandboxes.ts";
import { aTree, layerKey, openOptions, type TestTree } from "../../../support/trees.ts";

const docker = new Docker();
let tree: TestTree;
/** All tests share one place, and each leaves nothing in it. */
let dataDir: string;
let sandboxes: Sandboxes;
let other: ChildProcess | null = null;

beforeAll(async () => {
  tree = await aTree({ "a.txt": "one\n" });
  dataDir = await mkdtemp(join(tmpdir(), "iw-"));
  sandboxes = realSandboxes({ dataDir });
});
afterAll(async () => {
  await sandboxes[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, maxRetries: 20 });
  await tree[Symbol.asyncDispose]();
});
afterEach(() => {
  other?.kill("SIGKILL");
});

describe("a sandbox that ends", () => {
  it("takes its container, its volumes, its mounts and its folders with it", async () => {
    const sandbox = await sandboxes.open(openOptions(tree.tree, { runId: "ends" }));
    expect(await leftovers("ends")).not.toEqual(NOTHING);
    await sandbox[Symbol.asyncDispose]();
    expect(await leftovers("ends")).toEqual(NOTHING);
  });

  it("does so while a command runs and a patch is made", async () => {
    const sandbox = await sandboxes.open(openOptions(tree.tree, { runId: "busy" }));
    const command = sandbox.run({ line: "sleep 100", timeoutMs: 100_000, outputBytes: 100 });
    const patch = sandbox.patch({ maxBytes: 1000 });
    const both = Promise.allSettled([command, patch]);
    await sandbox[Symbol.asyncDispose]();
    for (const call of await both)
      expect(call).toMatchObject({ status: "rejected", reason: expect.any(SandboxError) });
    expect(await leftovers("busy")).toEqual(NOTHING);
  });

  it("does so when opening it is given up", async () => {
    const controller = new AbortController();
    const opening = sandboxes.open(openOptions(tree.tree, { runId: "given-up" }), controller.signal);
    controller.abort(new Error("superseded"));
    await expect(opening).rejects.toThrow("superseded");
    expect(await leftovers("given-up")).toEqual(NOTHING);
  });

  it("answers with a SandboxError when its container was removed by somebody else", async () => {
    const sandbox = await sandboxes.open(openOptions(tree.tree, { runId: "removed" }));
    const command = sandbox.run({ line: "sleep 100", timeoutMs: 100_000, outputBytes: 100 });
    const [container] = await docker.listContainers({ filters: { label: ["issuewright.run=removed"] } });
    const ended = expect(command).rejects.toThrow(SandboxError);
    await docker.getContainer(container?.Id ?? "").remove({ force: true });
    await ended;
    await expect(sandbox.list("")).rejects.toThrow(SandboxError);
    await sandbox[Symbol.asyncDispose]();
    expect(await leftovers("removed")).toEqual(NOTHING);
  });

  it("is ended with everything else when the place is closed", async () => {
    const place = realSandboxes({ dataDir });
    await place.open(openOptions(tree.tree, { runId: "closed" }));
    const frozen = await place.open(openOptions(tree.tree, { runId: "closed" }));
    await frozen.freeze(layerKey(tree.tree));
    await place[Symbol.asyncDispose]();
    expect(await leftovers("closed")).toEqual(NOTHING);
  });
});

describe("a worker that is killed", () => {
  it("leaves no container, and the next one removes the rest, sparing what is in use", async () => {
    other = await otherWorker();
    await using mine = await sandboxes.open(openOptions(tree.tree, { runId: "killed" }));
    expect((await leftovers("killed")).containers).toBe(2);
    other.kill("SIGKILL");
    await once(other, "exit");
    await until(async () => (await leftovers("killed")).containers === 1);
    expect(await sandboxes.reap()).toBeGreaterThan(0);
    expect(await leftovers("killed")).toMatchObject({ containers: 1, volumes: 1, folders: 1 });
    expect(await mine.list("")).not.toEqual([]);
    expect(await sandboxes.reap()).toBe(0);
  });

  /** A second process with a sandbox of its own. */
  async function otherWorker(): Promise<ChildProcess> {
    const program = join(import.meta.dirname, "../../../support/other-worker.ts");
    const child = spawn(process.execPath, [program, dataDir, JSON.stringify(tree.tree)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    return child;
  }
});

it("an engine that is killed under a sandbox is away, for what runs there and for the next one", async () => {
  const engine = await startCarelessEngine("killed", (wishes) => wishes);
  await using over = realSandboxes({ dataDir, socketPath: engine.socketPath });
  const sandbox = await over.open(openOptions(tree.tree, { runId: "killed" }));
  const running = sandbox.run({ line: "sleep 100", timeoutMs: 100_000, outputBytes: 100 });
  const ended = Promise.allSettled([running]);
  await engine[Symbol.asyncDispose]();
  const opened = Promise.allSettled([over.open(openOptions(tree.tree, { runId: "killed-next" }))]);
  const [call, next] = [...(await ended), ...(await opened)];
  expect([call, next].map((each) => each?.status === "rejected" && isEngineAway(each.reason))).toEqual([
    true,
    true,
  ]);
  await eventually("its container is gone", async () => (await leftovers("killed")).containers === 0);
});

describe("a sandbox that cannot be opened", () => {
  it("names the missing image and how it would get here", async () => {
    const open = (image: string) => sandboxes.open(openOptions(tree.tree, { image }));
    await expect(open("no/such:image")).rejects.toMatchObject({
      name: "SandboxError",
      fault: { kind: "image-missing", image: "no/such:image", reference: "no/such:image", source: "pull" },
    });
  });

  it("says that no engine answers at the socket, as inspect does", async () => {
    await using nowhere = realSandboxes({ socketPath: join(dataDir, "no.sock") });
    await expect(nowhere.open(openOptions(tree.tree))).rejects.toMatchObject({
      fault: { kind: "act-failed", unreachable: true },
    });
    expect(await nowhere.inspect()).toMatchObject([
      { kind: "no-engine", engine: "Docker", socket: join(dataDir, "no.sock") },
    ]);
  });

  it("says that the runtime asked for is not there", async () => {
    await using wrong = realSandboxes({ dataDir, runtime: "nosuchruntime" });
    await expect(wrong.open(openOptions(tree.tree))).rejects.toThrow(/nosuchruntime/);
    expect((await wrong.inspect()).filter(isLacking)).toMatchObject([
      { kind: "runtime", runtime: "nosuchruntime" },
      { kind: "does-not-open", fault: { said: expect.stringContaining("nosuchruntime") } },
    ]);
  });
});

describe("a host that is ready", () => {
  it("lacks nothing", async () => {
    const findings = await sandboxes.inspect();
    expect(findings.filter(isLacking)).toEqual([]);
    expect(findings[0]).toMatchObject({ kind: "engine", engine: "Docker", newEnough: true });
  });
});

const NOTHING = { containers: 0, volumes: 0, mounts: 0, folders: 0 };

async function leftovers(runId: string): Promise<typeof NOTHING> {
  const filters = { label: [`issuewright.run=${runId}`] };
  const containers = await docker.listContainers({ all: true, filters });
  const volumes = await docker.listVolumes({ filters });
  return {
    containers: containers.length,
    volumes: volumes.Volumes.length,
    mounts: (await mountsBelow(dataDir)).length,
    folders: await slotsIn(),
  };
}

async function slotsIn(): Promise<number> {
  const folder = join(dataDir, "sandboxes");
  const workers = await readdir(folder).catch(() => []);
  const slots = await Promise.all(workers.map((worker) => readdir(join(folder, worker))));
  return slots.flat().length;
}

async function mountsBelow(folder: string): Promise<string[]> {
  return (await readFile("/proc/self/mounts", "utf8")).split("\n").filter((line) => line.includes(folder));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
