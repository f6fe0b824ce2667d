// How far a merge is from the commit that we published last: the files that we touched, read at both.
import { type Between, linesApart, type MergedLines } from "../../domain/merged-lines.ts";
import type { Repository } from "../../domain/repository.ts";
import { at, type Installation } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";

/** A change of more files is not compared: each costs a call. */
const MOST_FILES = 60;

export async function mergedLines(
  installation: Installation,
  repository: Repository,
  { headSha, commitSha }: Between,
): Promise<MergedLines | null> {
  const { rest } = installation.octokit("read-repository");
  const merged = await expecting([404], () =>
    rest.git.getCommit({ ...at(repository), commit_sha: commitSha }),
  );
  const before = merged instanceof Refusal ? undefined : merged.data.parents[0]?.sha;
  if (before === undefined) return null;
  // Against the base before the merge: the merge itself may hold our commit, and then nothing of it would differ.
  const basehead = `${before}...${headSha}`;
  const compared = await expecting([404], () =>
    rest.repos.compareCommitsWithBasehead({ ...at(repository), basehead }),
  );
  if (compared instanceof Refusal) return null;
  const touched = compared.data.files ?? [];
  if (touched.length > MOST_FILES) return null;
  let changed = 0;
  for (const { filename, sha, status } of touched) {
    const there = await fileAt(installation, repository, { path: filename, ref: commitSha });
    const oursSha = status === "removed" ? null : sha;
    if (there.sha !== oursSha)
      changed += linesApart(await blobText(installation, repository, oursSha), there.text);
  }
  return { ours: touched.reduce((sum, { additions }) => sum + additions, 0), changed };
}

type FileThere = { sha: string | null; text: string };

/** Empty where there is no such file, or none that is text. */
async function fileAt(
  installation: Installation,
  repository: Repository,
  { path, ref }: { path: string; ref: string },
): Promise<FileThere> {
  const { rest } = installation.octokit("read-file");
  const answer = await expecting([404], () => rest.repos.getContent({ ...at(repository), path, ref }));
  if (answer instanceof Refusal || Array.isArray(answer.data)) return { sha: null, text: "" };
  const { sha } = answer.data;
  const text = "content" in answer.data ? Buffer.from(answer.data.content, "base64").toString("utf8") : "";
  return { sha, text };
}

async function blobText(
  installation: Installation,
  repository: Repository,
  sha: string | null,
): Promise<string> {
  if (sha === null) return "";
  const { rest } = installation.octokit("read-file");
  const answer = await expecting([404], () => rest.git.getBlob({ ...at(repository), file_sha: sha }));
  return answer instanceof Refusal ? "" : Buffer.from(answer.data.content, "base64").toString("utf8");
}
