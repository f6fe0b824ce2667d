// Lockfiles that conflict are written anew by their own tool, from the manifests as they are merged: nobody has to think.

import type { Patch } from "../../../src/domain/patch.ts";
import { identityOf } from "../../../src/domain/repository.ts";
import { reachable, setUp } from "../../evidence/measure/set-up.ts";
import { type LockAt, locksAmong } from "../../toolchains/locks.ts";
import { diffParts } from "../../workspace/diff-parts.ts";
import type { Run } from "../state/begin.ts";
import { openSandbox, type SandboxUse } from "./open-sandbox.ts";
import type { Ground } from "./workspace.ts";

const RELOCK_TIMEOUT_MS = 10 * 60_000;
const LOG_BYTES = 16 * 1024;
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * A change of another commit that git could not carry over, on this one. Null: it changes no lockfile that is here, something
 * else conflicts as well, or a tool could not write its file.
 */
export async function relocked(run: Run, ground: Ground, patch: Patch): Promise<Patch | null> {
  const { workspace } = ground;
  const { locks, from } = locksAmong(patch.changes.map(({ path }) => path));
  const here = locks.filter(({ path }) => workspace.view.paths.includes(path));
  if (here.length === 0) return null;
  const paths = here.map(({ path }) => path);
  const applied = await workspace.apply(diffParts(patch.diff, paths).others, "three-way");
  if (applied.kind === "does-not-apply") return null;
  const { diff } = applied.patch;
  const written = await writtenBy(run, ground, { locks: here, diff: diffParts(diff, from).of });
  if (written === null) return null;
  const whole = await workspace.apply(Buffer.concat([diff, written]));
  return whole.kind === "applied" ? whole.patch : null;
}

/** Of the change only the manifests are there, which the tools read; a tool that might run them has no network. */
async function writtenBy(
  run: Run,
  ground: Ground,
  { locks, diff }: { locks: LockAt[]; diff: Uint8Array },
): Promise<Uint8Array | null> {
  const { sandboxes, settings, claim, log } = run;
  const { project, workspace } = ground;
  const trust = { domain: identityOf(run.job.issue.repository), ref: "trusted" } as const;
  const onRefusal = (refusal: { target: string }) =>
    log.info(refusal, "a lockfile's tool was not let through");
  const { tree, view } = workspace;
  const place = { tree, view, trust, limits: settings.limits, runId: claim.runId, onRefusal };
  const ready = await setUp(sandboxes, project, place, claim.signal);
  if (ready.kind === "failed") return null;
  await using layer = ready.layer;
  const allow = await reachable(sandboxes, project, place, claim.signal);
  const patch = diff.length === 0 ? null : diff;
  const written: Uint8Array[] = [];
  for (const reaches of ["registries", "nothing"] as const) {
    const asked = locks.filter((lock) => lock.reaches === reaches);
    if (asked.length === 0) continue;
    const egress = reaches === "registries" ? { allow, onRefusal } : null;
    const use = { patch, layer, egress, purpose: "setup" } as const;
    const part = await writtenIn(run, ground, asked, use);
    if (part === null) return null;
    written.push(part);
  }
  return Buffer.concat(written);
}

async function writtenIn(run: Run, ground: Ground, locks: LockAt[], use: SandboxUse) {
  const { signal } = run.claim;
  await using sandbox = await openSandbox(run, ground, use, signal);
  for (const { folder, relock: line } of locks) {
    const limits = { timeoutMs: RELOCK_TIMEOUT_MS, outputBytes: LOG_BYTES, signal };
    const { exitStatus, output } = await sandbox.run({ line, cwd: folder, ...limits });
    signal.throwIfAborted();
    if (exitStatus === 0) continue;
    run.log.info({ line, output: output.slice(-1000) }, "a lockfile could not be written anew");
    return null;
  }
  const { leavings } = ground.project;
  const { diff } = await sandbox.patch({ maxBytes: MAX_BYTES, leavings, signal });
  const paths = locks.map(({ path }) => path);
  return diffParts(diff, paths).of;
}
