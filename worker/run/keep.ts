// Keeps patches and evidence of runs as files in the operator's data directory.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Keep } from "./ports.ts";

export function folderKeep(dataDir: string): Keep {
  return {
    async save(runId, name, content) {
      const folder = `runs/${runId.replace(/[^\w.-]/g, "_")}`;
      await mkdir(join(dataDir, folder), { recursive: true });
      await writeFile(join(dataDir, folder, name), content);
      return `${folder}/${name}`;
    },
  };
}
