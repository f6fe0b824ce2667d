// The operations on a run's commit after its checkout: apply a patch, read it back, compare. All work on git's objects.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { PermanentError } from "../../src/domain/errors.ts";
import type { Patch } from "../../src/domain/patch.ts";
import type { GitSource } from "../../src/github/github.ts";
import type { FileContent } from "../../src/github/publication.ts";
import { applyPatch, CONTENT_BYTES, changedBlobs, type MirroredCommit, quarantine } from "./apply.ts";
import { batchContents, outputOf } from "./git.ts";
import { fetchCommit } from "./mirror.ts";
import type { Workspace } from "./workspace.ts";

/** Far more than subjects take. The rest is left out. */
const SUBJECTS_BYTES = 256 * 1024;

type CommitOperations = Pick<Workspace, "apply" | "contents" | "diffTo" | "diffFrom" | "subjects">;

export function operationsOn(commit: MirroredCommit, source: GitSource): CommitOperations {
  const { git, mirror, sha, scratch, signal } = commit;
  const call = { cwd: mirror.path, env: { GIT_DIR: mirror.path }, signal };
  const fetch = (other: string) => fetchCommit({ git, mirror, source, sha: other, signal });
  return {
    apply: (diff, how = "exact") => applyPatch(commit, join(scratch, `index.${randomUUID()}`), { diff, how }),
    contents: (patch) => contentsOf(commit, patch),
    diffTo: async (other, maxBytes) => {
      await fetch(other);
      return between(commit, { from: sha, to: other, maxBytes });
    },
    diffFrom: async (other, { treeSha }, maxBytes) => {
      await fetch(other);
      return between(commit, { from: other, to: treeSha, maxBytes });
    },
    subjects: async (newest, most) => {
      if (newest !== sha) await fetch(newest);
      const args = [
        "log",
        "-z",
        "--no-merges",
        `--max-count=${most}`,
        "--format=%s",
        "--end-of-options",
        newest,
      ];
      const { stdout } = await git({ ...call, args, outputBytes: SUBJECTS_BYTES });
      return stdout
        .toString()
        .split("\0")
        .filter((subject) => subject !== "");
    },
  };
}

const AS_PATCH = ["-r", "-p", "--binary", "--full-index", "--no-renames", "--no-color"];

async function between(
  commit: MirroredCommit,
  { from, to, maxBytes }: { from: string; to: string; maxBytes: number },
): Promise<Uint8Array> {
  const { git, mirror, signal } = commit;
  const args = ["diff-tree", ...AS_PATCH, from, to];
  const answer = await git({
    ...{ args, cwd: mirror.path, env: quarantine(commit), signal },
    outputBytes: maxBytes,
  });
  if (answer.cut) throw new PermanentError({ kind: "difference-too-large", from, to, maxBytes });
  if (answer.status !== 0) throw new Error(`${from} and ${to} cannot be compared: ${answer.stderr}`);
  return answer.stdout;
}

async function contentsOf(commit: MirroredCommit, patch: Patch): Promise<FileContent[]> {
  const all = await changedBlobs(commit, patch.treeSha);
  const changes = all.filter((change) => change.mode !== "160000");
  const kept = changes.filter((change) => change.kind !== "deleted");
  const output = await outputOf(commit.git, {
    args: ["cat-file", "--batch"],
    cwd: commit.mirror.path,
    env: quarantine(commit),
    input: kept.map(({ blob }) => `${blob}\n`).join(""),
    outputBytes: CONTENT_BYTES * 2,
    signal: commit.signal,
  });
  const contents = batchContents(output);
  return changes.map(({ path, mode, kind }) => ({
    path,
    mode,
    content: kind === "deleted" ? null : nextOf(contents, path),
  }));
}

function nextOf(contents: Generator<Uint8Array>, path: string): Uint8Array {
  const next = contents.next();
  if (next.done) throw new Error(`git gave no content for ${path}`);
  return next.value;
}
