// Keeps patches, evidence and transcripts of runs as files: in the operator's data directory, or flat in a folder for one run.
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../src/write-whole.ts";
import type { Keep } from "./ports.ts";
import { PRIVATE_FILE, PRIVATE_FOLDER } from "./private-files.ts";

export function folderKeep(root: string, { flat }: { flat: boolean } = { flat: false }): Keep {
  const place = async (runId: string, name: string) => {
    const folder = flat ? "." : `runs/${runId.replace(/[^\w.-]/g, "_")}`;
    await mkdir(join(root, folder), { recursive: true, ...(flat ? {} : { mode: PRIVATE_FOLDER }) });
    return { path: join(root, folder, name), shown: flat ? name : `${folder}/${name}` };
  };
  // In the data directory only its owner reads them; in a folder that a person named, whoever may.
  const fileMode = { mode: flat ? 0o666 : PRIVATE_FILE };
  /** Files that this run wrote itself. A folder for one run may also hold files of an earlier run, which are not continued. */
  const begun = new Set<string>();
  return {
    async save(runId, name, content) {
      const { path, shown } = await place(runId, name);
      await writeWhole(path, content, fileMode);
      return shown;
    },
    async append({ runId, name, text, maxBytes }) {
      const { path, shown } = await place(runId, name);
      const fresh = flat && !begun.has(name);
      begun.add(name);
      await using file = await open(path, fresh ? "w+" : "a+", fileMode.mode);
      const { size } = await file.stat();
      const line = `${(await endsInPart(file, size)) ? "\n" : ""}${text}\n`;
      if (size + Buffer.byteLength(line) > maxBytes) return null;
      await file.appendFile(line);
      return shown;
    },
  };
}

async function endsInPart(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== "\n";
}
