// The fixture repositories in real sandboxes: recognised, set up, checked, and checked again with a fault planted in them.
import { readFileSync } from "node:fs";
import type { CheckResult } from "../../src/domain/evidence.ts";
import { failedTests } from "../../src/domain/evidence.ts";
import { NO_RULES } from "../../src/domain/rules.ts";
import { runChecks } from "../../worker/evidence/measure/check.ts";
import { type SetUp, setUp } from "../../worker/evidence/measure/set-up.ts";
import { DEFAULT_LIMITS, type Layer, type Sandboxes } from "../../worker/sandboxes/sandbox.ts";
import { recognise } from "../../worker/toolchains/recognise.ts";
import type { Project } from "../../worker/toolchains/toolchain.ts";
import type { Workspaces } from "../../worker/workspace/workspace.ts";
import type { Fault } from "./language-faults.ts";

export type Ground = { sandboxes: Sandboxes; workspaces: Workspaces; signal: AbortSignal };
export type Examined = {
  project: Project;
  ready: SetUp;
  /** The checks on the commit itself, then with each patch. */
  results: CheckResult[][];
};

/** Null: not recognised. Where set-up fails, the checks run without what it would have brought. */
export async function examine(
  { sandboxes, workspaces, signal }: Ground,
  repository: { path: string; sha: string },
  patches: readonly Uint8Array[],
): Promise<Examined | null> {
  const source = { url: repository.path, authorization: async () => null };
  await using workspace = await workspaces.open(repository.path, source, repository.sha, signal);
  const { tree, view } = workspace;
  const project = await recognise(view, NO_RULES);
  if (project === null) return null;
  const trust = { domain: repository.path, ref: "trusted" } as const;
  const place = { tree, view, trust, limits: DEFAULT_LIMITS, runId: "languages", onRefusal: () => {} };
  const ready = await setUp(sandboxes, project, place, signal);
  await using stack = new AsyncDisposableStack();
  const layer: Layer | null = ready.kind === "ready" && ready.layer !== null ? stack.use(ready.layer) : null;
  const results: CheckResult[][] = [];
  for (const patch of [null, ...patches]) {
    const { image } = project;
    const purpose = {
      limits: DEFAULT_LIMITS,
      runId: "languages",
      purpose: "verify",
      blinding: null,
      egress: null,
    } as const;
    await using sandbox = await sandboxes.open({ image, tree, layer, patch, ...purpose }, signal);
    results.push(await runChecks(sandbox, project, project.checks, signal));
  }
  return { project, ready, results };
}

/** A file of a fixture with the fault in it. */
export function faulty(fixture: string, { file, from, to }: Fault): Record<string, string> {
  const text = readFileSync(new URL(`../fixtures/repositories/${fixture}/${file}`, import.meta.url), "utf8");
  if (!text.includes(from)) throw new Error(`${file} of ${fixture} has no ${from}`);
  return { [file]: text.replace(from, to) };
}

/** What failed checks name: places in the code, then tests. */
export function named(results: readonly CheckResult[]): string[] {
  const failed = results.filter(({ ending }) => ending !== "passed");
  const errors = failed.flatMap(({ diagnostics }) => diagnostics.filter((d) => d.severity === "error"));
  const places = errors.map(({ file, line }) => `${file}:${line}`);
  return [...new Set([...places, ...failed.flatMap(failedTests)])];
}
