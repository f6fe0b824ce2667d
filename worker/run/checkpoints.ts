// Keeps checkpoints of runs as files that only their owner reads: a folder for each run, each file written whole or not at all.
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { nullOn } from "../leases/null-on.ts";
import type { Checkpoints } from "./ports.ts";
import { PRIVATE_FILE, PRIVATE_FOLDER } from "./private-files.ts";

const LINES = "lines.jsonl";

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
    async append(runId, line) {
      const folder = folderOf(runId);
      await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
      await using file = await open(join(folder, LINES), "a", PRIVATE_FILE);
      // A line of its own also behind one that was left in part.
      await file.appendFile(`\n${line}`);
      await file.sync();
    },
    async lines(runId) {
      const text = await nullOn(["ENOENT"], () => readFile(join(folderOf(runId), LINES), "utf8"));
      return (text ?? "").split("\n").filter((line) => line !== "");
    },
    drop: (runId) => rm(folderOf(runId), { recursive: true, force: true }),
  };
}

const KEPT_MS = 30 * 24 * 60 * 60_000;

/** What nobody came back for within a month goes; returns how many. A job is not kept for longer either. */
export async function dropOldCheckpoints(dataDir: string, nowMs: number): Promise<number> {
  const root = join(dataDir, "checkpoints");
  let dropped = 0;
  for (const name of (await nullOn(["ENOENT"], () => readdir(root))) ?? []) {
    const found = await nullOn(["ENOENT"], () => stat(join(root, name)));
    if (found === null || nowMs - found.mtimeMs < KEPT_MS) continue;
    await rm(join(root, name), { recursive: true, force: true });
    dropped += 1;
  }
  return dropped;
}

/** On the disk when it resolves, so that the renaming never shows an empty file after a power cut. */
async function writeDown(path: string, text: string): Promise<void> {
  await using file = await open(path, "w", PRIVATE_FILE);
  await file.writeFile(text);
  await file.sync();
}
