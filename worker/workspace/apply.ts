// Applies a patch to a commit on the host, in a private index and a quarantined object store. It never writes a file of the tree.
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
/** The most that all files of a patch may hold together. A small patch can unpack to far more than its own size. */
export const CONTENT_BYTES = 50 * 1024 ** 2;

/** A commit in its mirror. `scratch` is a folder of this run alone; `signal` ends every call of git. */
export type MirroredCommit = { git: Git; mirror: Mirror; sha: string; scratch: string; signal: AbortSignal };

type Given = { diff: Uint8Array; how: "exact" | "three-way" };

export async function applyPatch(commit: MirroredCommit, index: string, patch: Given): Promise<Applied> {
  const { diff: given, how } = patch;
  const size = given.length;
  if (size > PATCH_BYTES) return refused({ kind: "too-large", bytes: size, maxBytes: PATCH_BYTES });
  const unpacked = declaredBytes(given, CONTENT_BYTES);
  if (unpacked.kind === "too-large") return refused({ ...unpacked, kind: "binary-too-large" });
  const env = { ...quarantine(commit), GIT_INDEX_FILE: index };
  await outputOf(commit.git, call(commit, ["read-tree", commit.sha], env));
  if (size > 0) {
    const answer = await commit.git({
      ...call(commit, ["apply", "--cached", ...MERGING[how], "--whitespace=nowarn", "-"], env),
      input: given,
    });
    if (answer.status !== 0) return refused({ kind: "git-refused", gitSaid: tidy(answer.stderr) });
  }
  const treeSha = (await outputOf(commit.git, call(commit, ["write-tree"], env))).toString().trim();
  return describe(commit, treeSha, env);
}

const MERGING = { exact: [], "three-way": ["--3way"] };

/** The blobs of a tree's changes, in git's order. */
export async function changedBlobs(commit: MirroredCommit, treeSha: string): Promise<RawChange[]> {
  const reading = parseRaw(await diff(commit, treeSha, ["--raw", "-z"]));
  if (reading.kind === "unreadable")
    throw new Error(`tree ${treeSha} cannot be read: ${JSON.stringify(reading.fault)}`);
  return reading.changes;
}

/** An environment in which git reads the mirror's objects, and writes new ones only to the run's own folder. */
export function quarantine(commit: MirroredCommit): Record<string, string> {
  return {
    GIT_DIR: commit.mirror.path,
    GIT_OBJECT_DIRECTORY: join(commit.scratch, "objects"),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(commit.mirror.path, "objects"),
  };
}

async function describe(
  commit: MirroredCommit,
  treeSha: string,
  env: Record<string, string>,
): Promise<Applied> {
  const reading = parseRaw(await diff(commit, treeSha, ["--raw", "-z"]));
  if (reading.kind === "unreadable") return refused(reading.fault);
  const { changes } = reading;
  if (changes.length > PATCH_FILES) {
    return refused({ kind: "too-many-files", files: changes.length, maxFiles: PATCH_FILES });
  }
  const sizes = await blobSizes(commit, changes);
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
  if (total > CONTENT_BYTES) {
    return refused({ kind: "contents-too-large", bytes: total, maxBytes: CONTENT_BYTES });
  }
  const whole = await diff(commit, treeSha, ["-p", "--binary", "--full-index"]);
  const filters = await filtersOf(commit, changes, env);
  const parsed = parseDiff(changes, whole, sizes).map((change) => {
    const filter = filters.get(change.path);
    return filter === undefined ? change : { ...change, filter };
  });
  const patch: Patch = { diff: whole, baseSha: commit.sha, treeSha, changes: parsed };
  return { kind: "applied", patch };
}

/** By path, as the attributes of the new tree ask for them; none where they ask for no filter. Records: path, `filter`, value. */
async function filtersOf(
  commit: MirroredCommit,
  changes: RawChange[],
  env: Record<string, string>,
): Promise<Map<string, string>> {
  const input = changes.map(({ path }) => `${path}\0`).join("");
  const args = ["check-attr", "--cached", "-z", "--stdin", "filter"];
  const words = (await outputOf(commit.git, { ...call(commit, args, env), input })).toString().split("\0");
  const filters = new Map<string, string>();
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [path = "", , filter = ""] = words.slice(at, at + 3);
    if (!["unspecified", "unset", "set"].includes(filter)) filters.set(path, filter);
  }
  return filters;
}

async function blobSizes(commit: MirroredCommit, changes: RawChange[]): Promise<number[]> {
  const input = changes.map(({ blob }) => `${blob}\n`).join("");
  const args = ["cat-file", "--batch-check=%(objectsize)"];
  const output = await outputOf(commit.git, { ...call(commit, args, quarantine(commit)), input });
  const lines = output.toString().split("\n");
  // A deleted file and a submodule have no object here, and git answers `<id> missing`.
  return changes.map((_change, i) => (/^\d+$/.test(lines[i] ?? "") ? Number(lines[i]) : 0));
}

function diff(commit: MirroredCommit, treeSha: string, format: string[]): Promise<Buffer> {
  const args = ["diff-tree", "-r", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", ...format];
  return outputOf(commit.git, call(commit, [...args, commit.sha, treeSha], quarantine(commit)));
}

function call(commit: MirroredCommit, args: string[], env: Record<string, string>): GitCall {
  return { args, cwd: commit.mirror.path, env, signal: commit.signal };
}

function refused(fault: PatchFault): Applied {
  return { kind: "does-not-apply", fault };
}
