// A tree on GitHub from the changed files: text goes inline in one request, anything else as a blob of its own.
import { PermanentError } from "../../domain/errors.ts";
import type { FileMode } from "../../domain/patch.ts";
import type { FileContent, Publication } from "../publication.ts";
import { at, type Installation } from "./installation.ts";

type BlobMode = Extract<FileMode, "100644" | "100755" | "120000">;
type Entry = { path: string; mode: BlobMode; type: "blob" } & ({ content: string } | { sha: string | null });

export async function createTree(installation: Installation, publication: Publication): Promise<string> {
  const tree: Entry[] = [];
  for (const file of publication.files) tree.push(await entryOf(installation, publication, file));
  const parameters = { ...at(publication.issue.repository), base_tree: publication.baseTreeSha, tree };
  const { data } = await installation.octokit("write-commit").rest.git.createTree(parameters);
  return data.sha;
}

async function entryOf(
  installation: Installation,
  { issue }: Publication,
  { path, mode, content }: FileContent,
): Promise<Entry> {
  if (content === null) return { path, mode: "100644", type: "blob", sha: null };
  if (mode !== "100644" && mode !== "100755" && mode !== "120000") throw notAFile(path, mode);
  const text = textOf(content);
  if (text !== null) return { path, mode, type: "blob", content: text };
  const base64 = Buffer.from(content).toString("base64");
  const parameters = { ...at(issue.repository), content: base64, encoding: "base64" };
  const { data } = await installation.octokit("write-commit").rest.git.createBlob(parameters);
  return { path, mode, type: "blob", sha: data.sha };
}

/** Null where the bytes would not survive a journey as text. */
function textOf(content: Uint8Array): string | null {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
  const survives = !text.includes("\0") && Buffer.from(text, "utf8").equals(content);
  return survives ? text : null;
}

function notAFile(path: string, mode: FileMode): PermanentError {
  return new PermanentError({ kind: "no-file-mode", path, mode });
}
