// Reads the hidden tests of a case: a folder of files, or a patch. They never enter a sandbox of the case's run.
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { CaseCaps, Hidden, HiddenFile } from "./case.ts";
import { broken, type Reading } from "./case-fault.ts";
import { type Entries, fileIn } from "./entries.ts";

export async function readHidden(folder: string, entries: Entries, caps: CaseCaps): Promise<Reading<Hidden>> {
  const [files, patch] = [entries.has("hidden"), entries.has("hidden.patch")];
  if (files && patch) return broken({ kind: "two-kinds-of-hidden-tests" });
  if (patch) return readPatch(folder, entries, caps);
  if (!files) return broken({ kind: "no-hidden-tests" });
  if (entries.get("hidden") !== "folder") return broken({ kind: "no-folder", name: "hidden" });
  return readFiles(join(folder, "hidden"), caps);
}

async function readPatch(folder: string, entries: Entries, caps: CaseCaps): Promise<Reading<Hidden>> {
  const file = await fileIn(folder, entries, { name: "hidden.patch", maxBytes: caps.hiddenBytes });
  if (file.kind === "broken") return file;
  const diff = await readFile(file.value);
  return diff.toString("latin1").trim() === ""
    ? broken({ kind: "empty-file", name: "hidden.patch" })
    : { kind: "read", value: { kind: "patch", diff } };
}

async function readFiles(root: string, caps: CaseCaps): Promise<Reading<Hidden>> {
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  const files: HiddenFile[] = [];
  let bytes = 0;
  for (const entry of found) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(root, file).split(sep).join("/");
    if (path.split("/").some((part) => part.toLowerCase() === ".git")) {
      return broken({ kind: "file-of-git", path: `hidden/${path}` });
    }
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) return broken({ kind: "no-regular-file", name: `hidden/${path}` });
    const { size, mode } = await stat(file);
    bytes += size;
    if (bytes > caps.hiddenBytes) return broken({ kind: "hidden-too-large", maxBytes: caps.hiddenBytes });
    if (files.length === caps.hiddenFiles) {
      return broken({ kind: "hidden-too-many", maxFiles: caps.hiddenFiles });
    }
    files.push({ path, content: await readFile(file), executable: (mode & 0o111) !== 0 });
  }
  if (files.length === 0) return broken({ kind: "empty-folder", name: "hidden" });
  return { kind: "read", value: { kind: "files", files: files.toSorted(byPath) } };
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : 1;
}
