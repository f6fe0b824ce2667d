// Compares the times of a sandbox with those of plain Docker, measured by turns.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import Docker from "dockerode";
import type { Sandbox } from "../../worker/sandboxes/sandbox.ts";
import type { Promised } from "../numbers/promise.ts";
import { FILES, type Parts } from "./parts.ts";
import { Stopwatch } from "./stopwatch.ts";

const ROUNDS = 20;
const CALLS_PER_ROUND = 5;
const LIMIT = { timeoutMs: 10_000, outputBytes: 1000 };
const CALL = "tool call: true";
/** The command of a tool call, for the other ways to start it: the same shell in the same folder. */
const SAME = ["sh", "-c", "true"];
const FOLDER = "/repo";
const READY = "sandbox: ready";
const BLINDED = `sandbox: ready, blinded, ${FILES} files`;
const WORK = `sandbox: ready, patch of ${FILES} files, host, end`;
const PLAIN_RUN = "docker run --rm IMAGE true";
const OTHERS = ["dockerode exec: true", "docker exec: true", "host: spawn sh -c true"] as const;

const execute = promisify(execFile);
const docker = new Docker();

export async function times({
  sandboxes,
  workspace,
  options,
}: Parts): Promise<{ table: string[]; promised: Promised[] }> {
  const watch = new Stopwatch();
  await (await sandboxes.open(options))[Symbol.asyncDispose]();
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const sandbox = await watch.time(READY, () => sandboxes.open(options));
    const opened = performance.now() - started;
    const container = await containerOfThisRun();
    const blinding = { at: 1_700_000_000, paths: ["src/file-1.js"] };
    const arm = { ...options, runId: "bench-arm", blinding };
    const blinded = await watch.time(BLINDED, () => sandboxes.open(arm));
    await blinded[Symbol.asyncDispose]();
    await watch.time(PLAIN_RUN, () => execute("docker", ["run", "--rm", container.image, "true"]));
    for (let call = 0; call < CALLS_PER_ROUND; call++) await everyWayToCall(watch, sandbox, container.id);
    await sandbox.write("src/file-1.js", Buffer.from(`changed(${round});\n`));
    const ending = performance.now();
    const { diff: patch } = await watch.time("sandbox: patch", () => sandbox.patch({ maxBytes: 100_000 }));
    const applied = await watch.time("host: patch applied", () => workspace.apply(patch));
    if (applied.kind !== "applied" || applied.patch.changes.length !== 2)
      throw new Error("The patch does not hold the change that was made");
    await watch.time("sandbox: end", async () => await sandbox[Symbol.asyncDispose]());
    watch.note(WORK, opened + performance.now() - ending);
  }
  const ratio = (one: string, other: string) => watch.median(one) / watch.median(other);
  const [byApi, byCommand, byHost] = OTHERS.map((other) => ratio(other, CALL));
  return {
    table: watch.table(),
    promised: [
      { what: "a tool call against an exec by dockerode", measured: byApi ?? 0, unit: "x", least: 20 },
      { what: "a tool call against `docker exec`", measured: byCommand ?? 0, unit: "x", least: 35 },
      {
        what: "a tool call against a process started on the host",
        measured: byHost ?? 0,
        unit: "x",
        least: 1,
      },
      {
        what: "ready against `docker run --rm IMAGE true`",
        measured: ratio(PLAIN_RUN, READY),
        unit: "x",
        least: 1,
      },
      { what: "blinded, in times of ready", measured: ratio(BLINDED, READY), unit: "x", most: 4 },
      {
        what: "all sandbox work of a run without its calls, in times of ready",
        measured: ratio(WORK, READY),
        unit: "x",
        most: 5,
      },
    ],
  };
}

/** In random order, because a call after `docker exec` meets an engine that is still busy with it. */
async function everyWayToCall(watch: Stopwatch, sandbox: Sandbox, container: string): Promise<void> {
  const bytes = Buffer.alloc(10_000, "x");
  const acts = [
    () => dockerodeExec(container),
    () => execute("docker", ["exec", "--workdir", FOLDER, container, ...SAME]),
    () => execute("sh", ["-c", "true"]),
  ];
  const ways: [string, () => Promise<unknown>][] = [
    [CALL, () => sandbox.run({ line: "true", ...LIMIT })],
    ["tool call: write 10 KB", () => sandbox.write("written", bytes)],
    ["tool call: read 10 KB", () => sandbox.read("src/file-2.js", { maxBytes: 10_000 })],
    ...OTHERS.map((name, at): [string, () => Promise<unknown>] => [name, acts[at] ?? (async () => {})]),
  ];
  const shuffled = ways
    .map((way) => ({ way, at: Math.random() }))
    .toSorted((one, other) => one.at - other.at);
  for (const { way } of shuffled) await watch.time(...way);
}

async function dockerodeExec(container: string): Promise<void> {
  const exec = await docker
    .getContainer(container)
    .exec({ Cmd: SAME, WorkingDir: FOLDER, AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  await once(stream.resume(), "end");
  await exec.inspect();
}

async function containerOfThisRun(): Promise<{ id: string; image: string }> {
  const [found] = await docker.listContainers({ filters: { label: ["issuewright.run=bench"] } });
  if (found === undefined) throw new Error("The sandbox that was just opened has no container");
  return { id: found.Id, image: found.Image };
}
