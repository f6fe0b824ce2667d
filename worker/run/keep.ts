// Keeps patches and evidence of runs as files: in the operator's data directory, or flat in a folder for one run.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Keep } from "./ports.ts";

export function folderKeep(root: string, { flat }: { flat: boolean } = { flat: false }): Keep {
  return {
    async save(runId, name, content) {
      const folder = flat ? "." : `runs/${runId.replace(/[^\w.-]/g, "_")}`;
      await mkdir(join(root, folder), { recursive: true });
      await writeFile(join(root, folder, name), content);
      return flat ? name : `${folder}/${name}`;
    },
  };
}
