// What every sandbox of this worker has in common: the engine, the files mounted into each, and where slots are kept.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type Docker from "dockerode";
import type { Clock } from "../../src/clock.ts";
import { SandboxError } from "../../src/domain/errors.ts";
import { engineFault, statusOf } from "./docker/connection.ts";
import type { Fixtures } from "./docker/profile.ts";
import type { RegistryCredentials } from "./egress/broker.ts";
import type { Lookup } from "./egress/public-address.ts";
import { contentKey, imageReference, imageSource, SANDBOX_FOLDER } from "./images.ts";

export type Host = {
  docker: Docker;
  clock: Clock;
  worker: string;
  dataDir: string;
  fixtures: Fixtures;
  caBundlePath: string | null;
  registryCredentials: RegistryCredentials;
  runtime: string | null;
  lookup: Lookup;
};

export async function findFixtures(dataDir: string): Promise<Fixtures> {
  return {
    toolFolder: await findTool(dataDir),
    hosts: join(SANDBOX_FOLDER, "hosts"),
    gitconfig: join(SANDBOX_FOLDER, "gitconfig"),
    seccomp: await readFile(join(SANDBOX_FOLDER, "seccomp.json"), "utf8"),
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

export type Image = {
  reference: string;
  /** Names its very content, whatever its tags say now, and the machine it is for. */
  id: string;
};

/** An image that is there; SandboxError that says how it would get there. */
export async function findImage(docker: Docker, image: string): Promise<Image> {
  const reference = await imageReference(image);
  const found = await docker
    .getImage(reference)
    .inspect()
    .catch(async (thrown: unknown) => {
      if (statusOf(thrown) !== 404) return engineFault({ kind: "find-image", image: reference })(thrown);
      throw new SandboxError({ kind: "image-missing", image, reference, source: await imageSource(image) });
    });
  return { reference, id: `${found.Id} ${found.Os}/${found.Architecture}` };
}
