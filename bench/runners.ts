// Tries every runner of tests that is known by name, for real: does its report name a green test, controls of ours, and the
// test that a planted fault turns red? Exits with 1 where a part went otherwise. `script/bench runners` runs all;
// `npx node bench/runners.ts <words>...` runs those whose name contains one of the words.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../src/log.ts";
import { realSandboxes } from "../test/support/sandboxes.ts";
import { gitWorkspaces } from "../worker/workspace/git-workspaces.ts";
import { called } from "./runners/called.ts";
import { compiled } from "./runners/compiled.ts";
import { handed } from "./runners/handed.ts";
import { inline } from "./runners/inline.ts";
import { java } from "./runners/java.ts";
import { javascript } from "./runners/javascript.ts";
import { scripting } from "./runners/scripting.ts";
import type { Trial } from "./runners/trial.ts";
import { type Ground, type Tried, tried } from "./runners/tried.ts";

const TRIALS: readonly Trial[] = [
  ...javascript,
  ...scripting,
  ...compiled,
  ...java,
  ...called,
  ...handed,
  ...inline,
];
const WIDTHS = [36, 10, 22, 22, 22];
const AT_ONCE = 2;
const LAYERS = { count: 4, bytes: 4 * 1024 ** 3 };

if (import.meta.main) await main(process.argv.slice(2));

async function main(words: string[]): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "issuewright-bench-"));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const caBundlePath = process.env.ISSUEWRIGHT_CA_BUNDLE ?? process.env.NODE_EXTRA_CA_CERTS ?? null;
  const ground: Ground = {
    sandboxes: stack.use(realSandboxes({ layerCaps: LAYERS, caBundlePath })),
    workspaces: stack.use(gitWorkspaces({ dataDir, log: createLog({ level: "silent", name: "bench" }) })),
    signal: AbortSignal.timeout(60 * 60_000),
  };
  const left = TRIALS.filter(
    (trial) => words.length === 0 || words.some((word) => titleOf(trial).includes(word)),
  );
  print(["runner", "fixture", "negative control", "at the file's end", "positive control", "planted fault"]);
  const tryNext = async (): Promise<void> => {
    const trial = left.shift();
    if (trial === undefined) return;
    show(trial, await tried(trial, ground));
    await tryNext();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, tryNext));
}

function titleOf({ runner, by }: Trial): string {
  return by === undefined ? runner : `${runner} by ${by}`;
}

function show(trial: Trial, found: Tried): void {
  const title = titleOf(trial);
  if (found.kind === "not-available") {
    print([title, `not available here: ${found.why}`]);
    return;
  }
  const { fixture, controls, fault } = found;
  const none = "none for this runner";
  const cells: [string, string][] = [
    [fixture, "green"],
    [controls === null ? none : controls.negative, "red at an assertion"],
    [controls === null || controls.inside === null ? "none" : controls.inside, "red at an assertion"],
    [controls === null ? none : controls.positive, "green"],
    [fault, "red at an assertion"],
  ];
  print([title, ...cells.map(([other, expected]) => (other === "" ? expected : other))]);
  if (cells.some(([other]) => !["", "none", none].includes(other))) process.exitCode = 1;
}

function print(cells: string[]): void {
  process.stdout.write(
    `${cells
      .map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0))
      .join(" ")
      .trimEnd()}\n`,
  );
}
