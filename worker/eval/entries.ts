// The entries of a case's folder, with their kinds and sizes.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { broken, type Reading } from "./case-fault.ts";

export type Entries = Map<string, "file" | "folder" | "other">;

/** Keyed by name. A link is neither a file nor a folder. */
export async function entriesOf(folder: string): Promise<Entries> {
  const entries = await readdir(folder, { withFileTypes: true });
  return new Map(
    entries.map((entry) => [entry.name, entry.isFile() ? "file" : entry.isDirectory() ? "folder" : "other"]),
  );
}

/** The path of a regular file, if it exists and is not too large. */
export async function fileIn(
  folder: string,
  entries: Entries,
  { name, maxBytes }: { name: string; maxBytes: number },
): Promise<Reading<string>> {
  const kind = entries.get(name);
  if (kind === undefined) return broken({ kind: "missing", name });
  if (kind !== "file") return broken({ kind: "no-regular-file", name });
  const path = join(folder, name);
  const { size } = await stat(path);
  if (size > maxBytes) return broken({ kind: "file-too-large", name, bytes: size, maxBytes });
  return { kind: "read", value: path };
}
