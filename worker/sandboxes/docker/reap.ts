// Removes containers and volumes whose worker is dead.
import type Docker from "dockerode";

const OURS = { label: ["issuewright.worker"] };

type IsDead = (worker: string) => Promise<boolean>;

export async function reapContainers(docker: Docker, isDead: IsDead): Promise<number> {
  const found = await docker.listContainers({ all: true, filters: OURS });
  const dead = await ofDeadWorkers(found, isDead, (container) => container.Labels);
  return await countRemoved(dead.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
}

export async function reapVolumes(docker: Docker, isDead: IsDead): Promise<number> {
  const found = await docker.listVolumes({ filters: OURS });
  const dead = await ofDeadWorkers(found.Volumes, isDead, (volume) => volume.Labels);
  return await countRemoved(dead.map(({ Name }) => docker.getVolume(Name).remove()));
}

async function ofDeadWorkers<Thing>(
  things: Thing[],
  isDead: IsDead,
  labelsOf: (thing: Thing) => Record<string, string>,
): Promise<Thing[]> {
  const dead = await Promise.all(things.map((thing) => isDead(labelsOf(thing)["issuewright.worker"] ?? "")));
  return things.filter((_thing, at) => dead[at] === true);
}

/** Another worker may be removing the same thing. */
async function countRemoved(removals: Promise<unknown>[]): Promise<number> {
  const ends = await Promise.allSettled(removals);
  return ends.filter(({ status }) => status === "fulfilled").length;
}
