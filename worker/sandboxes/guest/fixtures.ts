// The files of this installation that every machine sees.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "../../../src/domain/errors.ts";
import { writeWhole } from "../../../src/write-whole.ts";
import { contentKey, SANDBOX_FOLDER } from "../images.ts";

/** Absolute paths on this host, as the engine sees it. */
export type Fixtures = { toolFolder: string; hosts: string; gitconfig: string };

export async function findFixtures(dataDir: string): Promise<Fixtures> {
  return {
    toolFolder: await findTool(dataDir),
    hosts: await inDataDir(dataDir, "hosts"),
    gitconfig: await inDataDir(dataDir, "gitconfig"),
  };
}

/** Where this installation itself is in a container, the engine sees of it the data directory alone. */
async function inDataDir(dataDir: string, name: string): Promise<string> {
  const content = await readFile(join(SANDBOX_FOLDER, name));
  const folder = join(dataDir, "fixtures", await contentKey(SANDBOX_FOLDER, [name]));
  const path = join(folder, name);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  await writeWhole(path, content, { mode: 0o644 });
  return path;
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
