// What lies in a case's folder, by kind and size. Whatever is not as a case has it is said, for whoever made the case.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** `broken` carries words for whoever made the case. */
export type Reading<T> = { kind: "read"; value: T } | { kind: "broken"; because: string };

export function broken(because: string): { kind: "broken"; because: string } {
  return { kind: "broken", because };
}

export type Entries = Map<string, "file" | "folder" | "other">;

/** By name; a link is neither a file nor a folder. */
export async function entriesOf(folder: string): Promise<Entries> {
  const entries = await readdir(folder, { withFileTypes: true });
  return new Map(
    entries.map((entry) => [entry.name, entry.isFile() ? "file" : entry.isDirectory() ? "folder" : "other"]),
  );
}

/** The path of a regular file that is there and not too large. */
export async function fileIn(
  folder: string,
  entries: Entries,
  { name, maxBytes }: { name: string; maxBytes: number },
): Promise<Reading<string>> {
  const kind = entries.get(name);
  if (kind === undefined) return broken(`${name} is missing`);
  if (kind !== "file") return broken(`${name} is not a regular file; links are not followed`);
  const path = join(folder, name);
  const { size } = await stat(path);
  if (size > maxBytes) return broken(`${name} has ${size} bytes; at most ${maxBytes} are taken`);
  return { kind: "read", value: path };
}
