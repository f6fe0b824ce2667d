// Opens the base commit of a case for its hidden tests: checked out and set up as a run would do it.
import type { Patch } from "../../src/domain/patch.ts";
import { type IssueRef, slug } from "../../src/domain/repository.ts";
import { RULES_PATH } from "../../src/domain/rules.ts";
import { parseRules } from "../../src/rules.ts";
import { setUp } from "../evidence/measure/set-up.ts";
import type { Ports } from "../run/ports.ts";
import type { Layer } from "../sandboxes/sandbox.ts";
import { recognise } from "../toolchains/recognise.ts";
import type { Project } from "../toolchains/toolchain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { EvalCase, Hidden } from "./case.ts";
import { broken, type Reading } from "./case-fault.ts";

export type OpenedCase = AsyncDisposable & {
  workspace: Workspace;
  project: Project;
  layer: Layer | null;
  hidden: HiddenOnBase;
};

/** Hidden tests that fit the base: files, or a patch that was applied to it. */
export type HiddenOnBase = Extract<Hidden, { kind: "files" }> | { kind: "patch"; patch: Patch };

export type Opening = {
  evalCase: EvalCase;
  issue: IssueRef;
  runId: string;
  ports: Ports;
  signal: AbortSignal;
};

/** PermanentError: the repository or the commit cannot be read. */
export async function openCase(opening: Opening): Promise<Reading<OpenedCase>> {
  const { evalCase, issue, ports, signal } = opening;
  const { source } = ports.github;
  const { headSha, git } = await source.find(issue.repository);
  if (headSha === null) return broken({ kind: "no-commit" });
  const rules = parseRules(await source.readFile(issue.repository, RULES_PATH));
  if (rules.kind === "invalid") return broken({ kind: "rules-invalid", faults: rules.faults });
  await using held = new AsyncDisposableStack();
  const key = slug(issue.repository);
  const workspace = held.use(await ports.workspaces.open(key, git, headSha, signal));
  const hidden = await onBase(workspace, evalCase.hidden);
  if (hidden.kind === "broken") return hidden;
  const found = await recognise(workspace.view, rules.rules);
  if (found === null) return broken({ kind: "no-toolchain" });
  const project = { ...found, image: evalCase.rules.image ?? found.image };
  const ready = await setUp(ports.sandboxes, project, placeOf(opening, workspace), signal);
  if (ready.kind === "failed") {
    const { command, exitStatus, log } = ready;
    return broken({ kind: "not-set-up", command, exitStatus, said: lastLine(log) });
  }
  if (ready.layer !== null) held.use(ready.layer);
  const kept = held.move();
  const value = { workspace, project, layer: ready.layer, hidden: hidden.value };
  return { kind: "read", value: { ...value, [Symbol.asyncDispose]: () => kept.disposeAsync() } };
}

async function onBase(workspace: Workspace, hidden: Hidden): Promise<Reading<HiddenOnBase>> {
  if (hidden.kind === "files") return { kind: "read", value: hidden };
  const applied = await workspace.apply(hidden.diff);
  if (applied.kind === "applied") return { kind: "read", value: { kind: "patch", patch: applied.patch } };
  return broken({ kind: "hidden-patch-does-not-apply", fault: applied.fault });
}

/** The same place as in a run's own set-up, so that both use one layer. */
function placeOf({ issue, runId, ports }: Opening, { tree, view }: Workspace) {
  const trust = { domain: slug(issue.repository), ref: "trusted" } as const;
  const onRefusal = () => undefined;
  return { tree, view, trust, limits: ports.settings.limits, runId, onRefusal };
}

function lastLine(log: string): string {
  return log.trimEnd().split("\n").at(-1)?.slice(0, 300) ?? "";
}
