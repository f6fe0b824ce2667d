// Measures the set-up of a small npm project: the median of first and second times, and their ratio.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NO_RULES } from "../src/domain/rules.ts";
import { createLog } from "../src/log.ts";
import { emptyRepository } from "../test/support/git.ts";
import { openOptions } from "../test/support/trees.ts";
import { type Place, setUp } from "../worker/evidence/measure/set-up.ts";
import { hostSandboxes } from "../worker/sandboxes/index.ts";
import { DEFAULT_LIMITS, type Layer, type Sandbox } from "../worker/sandboxes/sandbox.ts";
import { recognise } from "../worker/toolchains/recognise.ts";
import type { Project } from "../worker/toolchains/toolchain.ts";
import { gitWorkspaces } from "../worker/workspace/git-workspaces.ts";
import { promiseText } from "./numbers/promise.ts";
import { median } from "./numbers/quantile.ts";

const ROUNDS = 5;
const PACKAGE = {
  scripts: { test: "node --test" },
  dependencies: { express: "4.21.2", typescript: "5.7.2" },
};
/** The set-up where no registry answers. */
const INSTEAD =
  "for i in $(seq 500); do mkdir -p node_modules/p$i; head -c 20000 /dev/zero >node_modules/p$i/x; done";

const { signal } = new AbortController();
const dataDir = await mkdtemp(join(tmpdir(), "issuewright-bench-"));
await using stack = new AsyncDisposableStack();
stack.defer(() => rm(dataDir, { recursive: true, force: true }));
const log = createLog({ level: "silent", name: "bench" });
const caBundlePath = process.env.ISSUEWRIGHT_CA_BUNDLE ?? process.env.NODE_EXTRA_CA_CERTS ?? null;
const sandboxes = stack.use(hostSandboxes({ dataDir, caBundlePath }));
const workspaces = stack.use(gitWorkspaces({ dataDir, log, environment: process.env }));
using repository = emptyRepository();
const sha = repository.commit({
  "package.json": JSON.stringify(PACKAGE),
  ".gitignore": "node_modules/\n",
  "index.js": "",
});
const source = { url: repository.path, authorization: async () => null };
const workspace = stack.use(await workspaces.open("octo/bench", source, sha, signal));
const recognised = await recognise(workspace.view, NO_RULES);
if (recognised === null) throw new Error("The project was not recognised");

const project = await withRegistry(recognised);
const times = { first: empty(), second: empty(), bare: empty(), layered: empty() };
for (let round = 0; round < ROUNDS; round++) {
  const place = placeOf(`round ${round}`);
  await using one = await timed(times.first, () => layerOf(project, place));
  await using _two = await timed(times.second, () => layerOf(project, place));
  await using _bare = await timed(times.bare, () => openOn(null));
  await using _layered = await timed(times.layered, () => openOn(one));
}
const [first, second] = [median(times.first), median(times.second)];
process.stdout.write(
  [
    `Set-up: ${project.setup.join("; ")}`,
    `first   ${first.toFixed(0).padStart(8)} ms   (median of ${ROUNDS})`,
    `second  ${second.toFixed(0).padStart(8)} ms`,
    promiseText({
      what: "second set-up, as a part of the first",
      measured: (100 * second) / first,
      unit: "%",
      most: 5,
    }),
    `a sandbox opens in ${median(times.bare).toFixed(0)} ms without and in ${median(times.layered).toFixed(0)} ms with what set-up left`,
    "",
  ].join("\n"),
);

/** Each round uses another repository, so that no layer is kept for it yet. */
function placeOf(round: string): Place {
  const { tree, view } = workspace;
  const trust = { domain: `${round} ${randomUUID()}`, ref: "trusted" } as const;
  return { tree, view, trust, limits: DEFAULT_LIMITS, runId: "bench", onRefusal: () => {} };
}

async function withRegistry(npm: Project): Promise<Project> {
  const ready = await setUp(sandboxes, npm, placeOf("probe"), signal);
  if (ready.kind === "failed") return { ...npm, setup: [INSTEAD], askRegistries: null };
  await ready.layer?.[Symbol.asyncDispose]();
  return npm;
}

async function layerOf(what: Project, place: Place): Promise<Layer> {
  const ready = await setUp(sandboxes, what, place, signal);
  if (ready.kind === "failed" || ready.layer === null) throw new Error("The set-up failed");
  return ready.layer;
}

function openOn(layer: Layer | null): Promise<Sandbox> {
  const options = openOptions(workspace.tree, { image: project.image, layer, limits: DEFAULT_LIMITS });
  return sandboxes.open(options, signal);
}

async function timed<Result>(into: number[], work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  into.push(performance.now() - started);
  return result;
}

function empty(): number[] {
  return [];
}
