// Applies a patch to a commit on the host: a private index, a quarantined object store, and no file of it ever written.
import { join } from "node:path";
import type { Patch } from "../../src/domain/patch.ts";
import type { PatchFault } from "../../src/domain/patch-fault.ts";
import { declaredBytes } from "./binary-patch.ts";
import { parseDiff, parseRaw, type RawChange } from "./changes.ts";
import { type Git, type GitCall, outputOf, tidy } from "./git.ts";
import type { Mirror } from "./mirror.ts";
import type { Applied } from "./workspace.ts";

const PATCH_BYTES = 10 * 1024 ** 2;
const PATCH_FILES = 3_000;
/** What the files of a patch may weigh together; a small patch can unpack to far more than itself. */
export const CONTENT_BYTES = 50 * 1024 ** 2;

export type Desk = { git: Git; mirror: Mirror; sha: string; scratch: string; signal: AbortSignal };

export async function applyPatch(desk: Desk, index: string, given: Uint8Array): Promise<Applied> {
  const size = given.length;
  if (size > PATCH_BYTES) return refused({ kind: "too-large", bytes: size, maxBytes: PATCH_BYTES });
  const unpacked = declaredBytes(given, CONTENT_BYTES);
  if (unpacked.kind === "too-large") return refused({ ...unpacked, kind: "binary-too-large" });
  const env = { ...quarantine(desk), GIT_INDEX_FILE: index };
  await outputOf(desk.git, call(desk, ["read-tree", desk.sha], env));
  if (size > 0) {
    const answer = await desk.git({
      ...call(desk, ["apply", "--cached", "--whitespace=nowarn", "-"], env),
      input: given,
    });
    if (answer.status !== 0) return refused({ kind: "git-refused", gitSaid: tidy(answer.stderr) });
  }
  const treeSha = (await outputOf(desk.git, call(desk, ["write-tree"], env))).toString().trim();
  return describe(desk, treeSha);
}

/** The blobs of a tree's changes, in the order git lists them. */
export async function changedBlobs(desk: Desk, treeSha: string): Promise<RawChange[]> {
  const reading = parseRaw(await diff(desk, treeSha, ["--raw", "-z"]));
  if (reading.kind === "unreadable")
    throw new Error(`tree ${treeSha} cannot be read: ${JSON.stringify(reading.fault)}`);
  return reading.changes;
}

/** Environment in which git sees the mirror's objects and those of patches applied here, and writes only the latter. */
export function quarantine(desk: Desk): Record<string, string> {
  return {
    GIT_DIR: desk.mirror.path,
    GIT_OBJECT_DIRECTORY: join(desk.scratch, "objects"),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(desk.mirror.path, "objects"),
  };
}

async function describe(desk: Desk, treeSha: string): Promise<Applied> {
  const reading = parseRaw(await diff(desk, treeSha, ["--raw", "-z"]));
  if (reading.kind === "unreadable") return refused(reading.fault);
  const { changes } = reading;
  if (changes.length > PATCH_FILES) {
    return refused({ kind: "too-many-files", files: changes.length, maxFiles: PATCH_FILES });
  }
  const sizes = await blobSizes(desk, changes);
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  if (total > CONTENT_BYTES) {
    return refused({ kind: "contents-too-large", bytes: total, maxBytes: CONTENT_BYTES });
  }
  const whole = await diff(desk, treeSha, ["-p", "--binary", "--full-index"]);
  const parsed = parseDiff(changes, whole, sizes);
  const patch: Patch = { diff: whole, baseSha: desk.sha, treeSha, changes: parsed };
  return { kind: "applied", patch };
}

async function blobSizes(desk: Desk, changes: RawChange[]): Promise<number[]> {
  const input = changes.map(({ blob }) => `${blob}\n`).join("");
  const args = ["cat-file", "--batch-check=%(objectsize)"];
  const output = await outputOf(desk.git, { ...call(desk, args, quarantine(desk)), input });
  const lines = output.toString().split("\n");
  // A deleted file and a submodule have no object here; git answers `<id> missing`.
  return changes.map((_change, i) => (/^\d+$/.test(lines[i] ?? "") ? Number(lines[i]) : 0));
}

function diff(desk: Desk, treeSha: string, format: string[]): Promise<Buffer> {
  const args = ["diff-tree", "-r", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", ...format];
  return outputOf(desk.git, call(desk, [...args, desk.sha, treeSha], quarantine(desk)));
}

function call(desk: Desk, args: string[], env: Record<string, string>): GitCall {
  return { args, cwd: desk.mirror.path, env, signal: desk.signal };
}

function refused(fault: PatchFault): Applied {
  return { kind: "does-not-apply", fault };
}
