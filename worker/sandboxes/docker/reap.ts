// Removes what dead workers of this host left behind: containers, volumes, mounts and directories.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type Docker from "dockerode";
import { isAlive } from "../../leases/owner.ts";
import { removeFolders } from "../layers/storage.ts";

/** Containers first: what they hold cannot be removed under them. Returns how many things are gone. */
export async function reapLeftovers(docker: Docker, dataDir: string): Promise<number> {
  return (await reapContainers(docker)) + (await reapVolumes(docker)) + (await reapFolders(dataDir));
}

const OURS = { label: ["issuewright.worker"] };

async function reapContainers(docker: Docker): Promise<number> {
  const found = await docker.listContainers({ all: true, filters: OURS });
  const dead = await ofTheDead(found, (container) => container.Labels["issuewright.worker"]);
  const gone = await Promise.all(
    dead.map(({ Id }) => gently(docker.getContainer(Id).remove({ force: true, v: true }))),
  );
  return gone.filter(Boolean).length;
}

async function reapVolumes(docker: Docker): Promise<number> {
  const found = await docker.listVolumes({ filters: OURS });
  const dead = await ofTheDead(found.Volumes, (volume) => volume.Labels?.["issuewright.worker"]);
  const gone = await Promise.all(dead.map(({ Name }) => gently(docker.getVolume(Name).remove())));
  return gone.filter(Boolean).length;
}

async function reapFolders(dataDir: string): Promise<number> {
  let gone = 0;
  const workers = await readdir(join(dataDir, "sandboxes")).catch(() => []);
  for (const worker of await ofTheDead(workers, (name) => name)) {
    gone += await removeFolders(join(dataDir, "sandboxes", worker));
  }
  return gone;
}

async function ofTheDead<Thing>(
  things: Thing[],
  workerOf: (thing: Thing) => string | undefined,
): Promise<Thing[]> {
  // Whoever cannot be judged, because it ran on another host, counts as alive.
  const alive = await Promise.all(things.map((thing) => isAlive(workerOf(thing) ?? "")));
  return things.filter((_thing, at) => alive[at] === false);
}

/** Another worker may be removing the same thing. */
async function gently(removal: Promise<unknown>): Promise<boolean> {
  return await removal.then(
    () => true,
    () => false,
  );
}
