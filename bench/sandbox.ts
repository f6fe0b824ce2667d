// What a sandbox costs beside the plain Docker ways, measured in turns in one process: medians, p95 and ratios.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import Docker from "dockerode";
import { aTree, openOptions, realSandboxes } from "../test/support/sandboxes.ts";
import { DEFAULT_LIMITS, type Sandbox } from "../worker/sandboxes/sandbox.ts";

const ROUNDS = 20;
const CALLS_PER_ROUND = 5;
const TOOL_CALL = "tool call: true";
const READY = "open a sandbox: ready";
const LIMIT = { timeoutMs: 10_000, outputBytes: 1000 };

const execute = promisify(execFile);
const docker = new Docker();
const times = new Map<string, number[]>();

await using tree = await aTree(repositoryOf(2000));
await using sandboxes = realSandboxes();
const options = openOptions(tree.tree, { image: "node", runId: "bench", limits: DEFAULT_LIMITS });
await (await sandboxes.open(options))[Symbol.asyncDispose]();

for (let round = 0; round < ROUNDS; round++) {
  const sandbox = await measure(READY, () => sandboxes.open(options));
  const container = await containerOfThisRun();
  await measure("docker run --rm IMAGE true", () =>
    execute("docker", ["run", "--rm", container.image, "true"]),
  );
  for (let call = 0; call < CALLS_PER_ROUND; call++) await everyWayToCall(sandbox, container.id);
  await sandbox.write("src/file-1.js", Buffer.from("changed();\n"));
  await measure("patch out of 2,000 files", () => sandbox.patch({ maxBytes: 100_000 }));
  await measure("dispose", async () => await sandbox[Symbol.asyncDispose]());
}
report();

/** In an order of chance, because whoever comes after `docker exec` meets an engine still busy with its end. */
async function everyWayToCall(sandbox: Sandbox, container: string): Promise<void> {
  const bytes = Buffer.alloc(10_000, "x");
  const ways: [string, () => Promise<unknown>][] = [
    [TOOL_CALL, () => sandbox.run({ line: "true", ...LIMIT })],
    ["tool call: write 10 KB", () => sandbox.write("written", bytes)],
    ["tool call: read 10 KB", () => sandbox.read("src/file-2.js", { maxBytes: 10_000 })],
    ["host: spawn sh -c true", () => execute("sh", ["-c", "true"])],
    ["dockerode exec: true", () => dockerodeExec(container)],
    ["docker exec: true", () => execute("docker", ["exec", container, "true"])],
  ];
  const shuffled = ways
    .map((way) => ({ way, at: Math.random() }))
    .toSorted((one, other) => one.at - other.at);
  for (const { way } of shuffled) await measure(...way);
}

async function dockerodeExec(container: string): Promise<void> {
  const exec = await docker
    .getContainer(container)
    .exec({ Cmd: ["true"], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  await once(stream.resume(), "end");
  await exec.inspect();
}

async function containerOfThisRun(): Promise<{ id: string; image: string }> {
  const [found] = await docker.listContainers({ filters: { label: ["issuewright.run=bench"] } });
  if (found === undefined) throw new Error("The sandbox that was just opened has no container");
  return { id: found.Id, image: found.Image };
}

async function measure<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await act();
  times.set(what, [...(times.get(what) ?? []), performance.now() - started]);
  return result;
}

function report(): void {
  const lines = [...times].map(([what, ms]) => {
    const [median, p95] = [quantile(ms, 0.5), quantile(ms, 0.95)];
    return `${what.padEnd(30)} ${median.toFixed(2).padStart(9)} ${p95.toFixed(2).padStart(9)} ${String(ms.length).padStart(5)}`;
  });
  const ratios = ["docker exec: true", "dockerode exec: true", "host: spawn sh -c true"].map(
    (other) => `${other} / ${TOOL_CALL}: ${ratio(other, TOOL_CALL)}`,
  );
  const header = `${"".padEnd(30)} ${"median ms".padStart(9)} ${"p95 ms".padStart(9)} ${"n".padStart(5)}`;
  process.stdout.write(
    [
      header,
      ...lines,
      "",
      ...ratios,
      `docker run / ${READY}: ${ratio("docker run --rm IMAGE true", READY)}`,
      "",
    ].join("\n"),
  );
}

function ratio(one: string, other: string): string {
  return `${(quantile(times.get(one) ?? [], 0.5) / quantile(times.get(other) ?? [], 0.5)).toFixed(1)}x`;
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function repositoryOf(files: number): Record<string, string> {
  const names = Array.from({ length: files }, (_, at) => `src/file-${at}.js`);
  return Object.fromEntries(names.map((name) => [name, `export const name = "${name}";\n`.repeat(100)]));
}
