// What a run does with a repository, phase by phase: how long each takes, and how much memory the worker and its git have at their most.

import { NO_RULES } from "../../src/domain/rules.ts";
import { createLog } from "../../src/log.ts";
import { temporaryFolder } from "../../test/support/git.ts";
import { openOptions } from "../../test/support/trees.ts";
import { startSurveyor } from "../../worker/map/surveyor.ts";
import { hostSandboxes } from "../../worker/sandboxes/index.ts";
import { DEFAULT_LIMITS, type Sandbox } from "../../worker/sandboxes/sandbox.ts";
import { recognise } from "../../worker/toolchains/recognise.ts";
import { gitWorkspaces } from "../../worker/workspace/git-workspaces.ts";
import { treeBytes } from "./memory.ts";
import { makeRepository, type Scale } from "./repository.ts";

export type Phase = { name: string; ms: number; peakMiB: number };

const SAMPLE_MS = 50;
const PATCH = { maxBytes: 10 * 1024 ** 2 };

export async function phasesOf(scale: Scale, say: (phase: Phase) => void): Promise<Phase[]> {
  await using stack = new AsyncDisposableStack();
  const data = stack.use(temporaryFolder());
  const origin = stack.use(temporaryFolder());
  const sha = await makeRepository(origin.path, scale);
  const { signal } = new AbortController();
  const phases: Phase[] = [];
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const { result, ...phase } = await measured(work);
    phases.push({ name, ...phase });
    say({ name, ...phase });
    return result;
  };
  const log = createLog({ level: "silent", name: "bench" });
  const workspaces = stack.use(gitWorkspaces({ dataDir: data.path, log }));
  const sandboxes = stack.use(hostSandboxes({ dataDir: data.path }));
  const kib = Math.round((scale.historyBytes + scale.lockfileBytes) / 1024);
  const source = { url: origin.path, authorization: async () => null, kib };
  const open = () => workspaces.open("octo/large", source, sha, signal);
  const workspace = stack.use(await timed("fetch and check out", open));
  stack.use(await timed("open again", open));
  await timed("recognise the project", () => recognise(workspace.view, NO_RULES));
  const surveyor = stack.use(startSurveyor());
  await timed("map", () => surveyor.map(workspace.view, null, signal));
  const options = openOptions(workspace.tree, { image: "node", runId: "bench", limits: DEFAULT_LIMITS });
  const sandbox = stack.use(await timed("open a sandbox", () => sandboxes.open(options)));
  await timed("git status", () => shell(sandbox, "git status --porcelain"));
  await timed("search", () =>
    sandbox.search({ pattern: "name42\\(", path: "", maxMatches: 50, timeoutMs: 120_000 }),
  );
  await timed("first patch", () => sandbox.patch(PATCH));
  await shell(sandbox, "for f in $(find src -name '*1.js' | head -n 200); do echo '// changed' >>$f; done");
  const { diff } = await timed("patch of 200 files", () => sandbox.patch(PATCH));
  await timed("apply on the host", () => workspace.apply(diff));
  const blinding = { at: Math.floor(Date.now() / 1000), paths: [] };
  stack.use(await timed("open an arm", () => sandboxes.open({ ...options, patch: diff, blinding })));
  return phases;
}

async function shell(sandbox: Sandbox, line: string): Promise<void> {
  const { exitStatus, output } = await sandbox.run({ line, timeoutMs: 300_000, outputBytes: 65_536 });
  if (exitStatus !== 0) throw new Error(`${line}: ${output}`);
}

async function measured<T>(work: () => Promise<T>): Promise<{ result: T; ms: number; peakMiB: number }> {
  let peak = treeBytes(process.pid);
  const sample = () => {
    peak = Math.max(peak, treeBytes(process.pid));
  };
  const sampler = setInterval(sample, SAMPLE_MS);
  const started = performance.now();
  const [ended] = await Promise.allSettled([work()]);
  const ms = performance.now() - started;
  clearInterval(sampler);
  if (ended.status === "rejected") throw ended.reason;
  sample();
  return { result: ended.value, ms, peakMiB: peak / 1024 ** 2 };
}
