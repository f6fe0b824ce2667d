// Keeps checkpoints of runs as files that only their owner reads: a folder for each run, each file written whole or not at all.
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { nullOn } from "../leases/null-on.ts";
import type { Checkpoints } from "./ports.ts";
import { PRIVATE_FILE, PRIVATE_FOLDER } from "./private-files.ts";

export function folderCheckpoints(dataDir: string): Checkpoints {
  const root = join(dataDir, "checkpoints");
  const folderOf = (runId: string) => join(root, runId.replace(/[^\w-]/g, "_"));
  return {
    read: (runId, name) => nullOn(["ENOENT"], () => readFile(join(folderOf(runId), `${name}.json`), "utf8")),
    async write(runId, name, text) {
      const folder = folderOf(runId);
      await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
      const path = join(folder, `${name}.json`);
      await writeDown(`${path}.new`, text);
      await rename(`${path}.new`, path);
    },
    drop: (runId) => rm(folderOf(runId), { recursive: true, force: true }),
  };
}

/** On the disk when it resolves, so that the renaming never shows an empty file after a power cut. */
async function writeDown(path: string, text: string): Promise<void> {
  await using file = await open(path, "w", PRIVATE_FILE);
  await file.writeFile(text);
  await file.sync();
}
