// Runs a case's hidden tests on the base or on a published change, in a fresh sandbox that no model ever sees.
import { ToolError } from "../../src/domain/errors.ts";
import type { CheckResult } from "../../src/domain/evidence.ts";
import { joined, type Patch, restrictedTo } from "../../src/domain/patch.ts";
import { runCheck } from "../evidence/measure/check.ts";
import type { Ports, Settings } from "../run/ports.ts";
import type { Sandbox } from "../sandboxes/sandbox.ts";
import { quoted } from "../toolchains/checks.ts";
import type { Project } from "../toolchains/toolchain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { EvalCase, HiddenFile } from "./case.ts";
import type { LayFault } from "./case-fault.ts";
import type { HiddenOnBase, OpenedCase, Opening } from "./open-case.ts";

export type HiddenResult = { kind: "ran"; result: CheckResult } | { kind: "not-laid"; fault: LayFault };

/** The parts of an opening that hidden tests need. */
type Case = Pick<Opening, "runId" | "signal"> & {
  evalCase: Pick<EvalCase, "rules">;
  ports: Pick<Ports, "sandboxes"> & { settings: Pick<Settings, "limits"> };
};
/** The parts of an opened case that hidden tests need. */
type Base = Pick<OpenedCase, "workspace" | "layer" | "hidden"> & {
  project: Pick<Project, "image" | "read" | "runnerOf">;
};

/** `change`: null for the base itself. */
export async function runHidden(
  { evalCase, runId, ports, signal }: Case,
  base: Base,
  change: Patch | null,
): Promise<HiddenResult> {
  const { workspace, project, layer, hidden } = base;
  const laid = await patchWith(workspace, hidden, change);
  if (laid.kind === "not-laid") return laid;
  const place = { image: project.image, tree: workspace.tree, layer, patch: laid.patch, runId };
  const plain = { blinding: null, egress: null };
  const { limits } = ports.settings;
  await using sandbox = await ports.sandboxes.open({ ...place, ...plain, limits, purpose: "verify" }, signal);
  const inTheWay = hidden.kind === "files" ? await writeAll(sandbox, hidden.files) : null;
  if (inTheWay !== null) return { kind: "not-laid", fault: { kind: "file", sandboxSaid: inTheWay } };
  const { check: command, minutes } = evalCase.rules;
  const check = { name: "hidden", command, kind: "test", timeoutMs: minutes * 60_000 } as const;
  return { kind: "ran", result: await runCheck(sandbox, project, check, signal) };
}

/** Both are patches on the base. The hidden patch replaces the change in every file that it touches. */
async function patchWith(
  workspace: Workspace,
  hidden: HiddenOnBase,
  change: Patch | null,
): Promise<{ kind: "laid"; patch: Uint8Array | null } | { kind: "not-laid"; fault: LayFault }> {
  if (hidden.kind === "files") return { kind: "laid", patch: change?.diff ?? null };
  if (change === null) return { kind: "laid", patch: hidden.patch.diff };
  const touched = new Set(hidden.patch.changes.map(({ path }) => path));
  const others = change.changes.map(({ path }) => path).filter((path) => !touched.has(path));
  const applied = await workspace.apply(joined([restrictedTo(change, others), hidden.patch.diff]));
  return applied.kind === "applied"
    ? { kind: "laid", patch: applied.patch.diff }
    : { kind: "not-laid", fault: { kind: "patch", fault: applied.fault } };
}

/** Null: every file was written; otherwise the sandbox's words about the first that was not. */
async function writeAll(sandbox: Sandbox, files: HiddenFile[]): Promise<string | null> {
  for (const file of files) {
    const [written] = await Promise.allSettled([writeOne(sandbox, file)]);
    if (written.status === "fulfilled") continue;
    if (written.reason instanceof ToolError) return written.reason.message;
    throw written.reason;
  }
  return null;
}

async function writeOne(sandbox: Sandbox, { path, content, executable }: HiddenFile): Promise<void> {
  await sandbox.write(path, content);
  if (!executable) return;
  const line = `chmod +x -- ${quoted(path)}`;
  const { exitStatus, output } = await sandbox.run({ line, timeoutMs: 10_000, outputBytes: 1000 });
  if (exitStatus !== 0) throw new ToolError(`${path} cannot be made executable: ${output.trim()}`);
}
