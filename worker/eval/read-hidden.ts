// Reads the hidden tests of a case: a folder of files, or a patch. They never enter a sandbox of the run.
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { CaseCaps, Hidden, HiddenFile } from "./case.ts";
import { broken, type Entries, fileIn, type Reading } from "./entries.ts";

export async function readHidden(folder: string, entries: Entries, caps: CaseCaps): Promise<Reading<Hidden>> {
  const [files, patch] = [entries.has("hidden"), entries.has("hidden.patch")];
  if (files && patch) return broken("it has both a folder `hidden` and a hidden.patch");
  if (patch) return readPatch(folder, entries, caps);
  if (!files)
    return broken("it has no hidden tests: put them into a folder `hidden`, or a hidden.patch beside it");
  if (entries.get("hidden") !== "folder") return broken("`hidden` is not a folder; links are not followed");
  return readFiles(join(folder, "hidden"), caps);
}

async function readPatch(folder: string, entries: Entries, caps: CaseCaps): Promise<Reading<Hidden>> {
  const file = await fileIn(folder, entries, { name: "hidden.patch", maxBytes: caps.hiddenBytes });
  if (file.kind === "broken") return file;
  const text = await readFile(file.value, "utf8");
  return text.trim() === ""
    ? broken("hidden.patch is empty")
    : { kind: "read", value: { kind: "patch", text } };
}

async function readFiles(root: string, caps: CaseCaps): Promise<Reading<Hidden>> {
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  const files: HiddenFile[] = [];
  let bytes = 0;
  for (const entry of found) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(root, file).split(sep).join("/");
    if (path.split("/").some((part) => part.toLowerCase() === ".git")) {
      return broken(`hidden/${path} would be git's own file`);
    }
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) return broken(`hidden/${path} is not a regular file; links are not followed`);
    const { size, mode } = await stat(file);
    bytes += size;
    if (bytes > caps.hiddenBytes)
      return broken(`\`hidden\` is larger than the ${caps.hiddenBytes} bytes taken`);
    if (files.length === caps.hiddenFiles)
      return broken(`\`hidden\` has more than the ${caps.hiddenFiles} files taken`);
    files.push({ path, content: await readFile(file), executable: (mode & 0o111) !== 0 });
  }
  if (files.length === 0) return broken("the folder `hidden` has no file");
  return { kind: "read", value: { kind: "files", files: files.toSorted(byPath) } };
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : 1;
}
