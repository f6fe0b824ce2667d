// The files of this installation that every machine sees.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "../../../src/domain/errors.ts";
import { contentKey, SANDBOX_FOLDER } from "../images.ts";

/** Absolute paths on this host. */
export type Fixtures = { toolFolder: string; hosts: string; gitconfig: string };

export async function findFixtures(dataDir: string): Promise<Fixtures> {
  return {
    toolFolder: await findTool(dataDir),
    hosts: join(SANDBOX_FOLDER, "hosts"),
    gitconfig: join(SANDBOX_FOLDER, "gitconfig"),
  };
}

/** Where bootstrap put it: in the data directory, or in that of this installation when another one is used. */
async function findTool(dataDir: string): Promise<string> {
  const sources = join(SANDBOX_FOLDER, "tool");
  const key = await contentKey(sources, await readdir(sources));
  for (const folder of [dataDir, join(SANDBOX_FOLDER, "../../.data")]) {
    const found = join(folder, "tool", key);
    if (existsSync(join(found, "tool"))) return found;
  }
  throw new SandboxError({ kind: "tool-server-missing", path: join(dataDir, "tool", key, "tool") });
}
