// The engine port over the Docker engine of this host.
import { failedTo } from "../act-fault.ts";
import type { Engine, EngineOptions } from "../engine.ts";
import { startBesideContainer } from "./beside.ts";
import { connectDocker, statusOf } from "./connection.ts";
import { startContainer } from "./container.ts";
import { inspectDocker } from "./inspect.ts";
import { dockerAccess } from "./privileged-access.ts";
import { reapContainers, reapVolumes } from "./reap.ts";

export function dockerEngine({ socketPath, runtime }: EngineOptions): Engine {
  const docker = connectDocker(socketPath);
  return {
    async imageId(reference) {
      try {
        const { Id, Os, Architecture } = await docker.getImage(reference).inspect();
        return `${Id} ${Os}/${Architecture}`;
      } catch (thrown) {
        if (statusOf(thrown) === 404) return null;
        return failedTo({ kind: "find-image", image: reference })(thrown);
      }
    },
    start: (spec) => startContainer(docker, spec, runtime),
    startBeside: (machine, spec) => startBesideContainer(docker, machine, spec, runtime),
    async release(mounts) {
      for (const mount of mounts) {
        if (mount.kind !== "overlay") continue;
        await docker
          .getVolume(mount.name)
          .remove()
          .catch(() => {});
      }
    },
    // Containers first: what they hold cannot be removed under them.
    reap: async (isDead) => (await reapContainers(docker, isDead)) + (await reapVolumes(docker, isDead)),
    inspect: () => inspectDocker(docker, { socketPath, runtime }),
    access: dockerAccess(docker),
  };
}
