// Writes a file so that whoever reads it meanwhile, or after this process was killed, finds all of the old text or all of the new.
import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

/**
 * `mode`: of the file, less the umask; default 0o666. The folder must be there. Not promised: that it is on the disk when
 * this resolves.
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  { mode = 0o666 }: { mode?: number } = {},
): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(draft, content, { mode });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
