// One container that shares the network of another, from its start to its removal.
import { chmod, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type Docker from "dockerode";
import { failedTo } from "../act-fault.ts";
import type { Beside, BesideSpec, Machine, Mount } from "../engine.ts";
import { executor, holdStdin, SECCOMP } from "./container.ts";
import { besideOptions, type ImageWords } from "./profile.ts";

const SAID_BYTES = 4096;
/** As whom an image runs that would run as root. */
const NOBODY = "65534:65534";

export async function startBesideContainer(
  docker: Docker,
  machine: Machine,
  spec: BesideSpec,
  runtime: string | null,
): Promise<Beside> {
  const failed = failedTo({ kind: "start-service", image: spec.image });
  const seccomp = await readFile(SECCOMP, "utf8");
  const { volumes, ...words } = await wordsOf(docker, spec).catch(failed);
  const places = await writable(spec, ["/run", ...volumes, ...spec.writable]).catch(failed);
  const options = besideOptions({ ...spec, ...places }, words, machine.id, { seccomp, runtime });
  const container = await docker.createContainer(options).catch(failed);
  let [said, ended] = [Buffer.alloc(0), false];
  let releaseStdin = () => {};
  const remove = async () => {
    await container.remove({ force: true, v: true }).catch(() => {});
    releaseStdin();
  };
  try {
    releaseStdin = await holdStdin(container, {
      onOutput: (bytes) => {
        said = Buffer.concat([said, bytes]).subarray(-SAID_BYTES);
      },
      onEnd: () => {
        ended = true;
      },
    });
    await container.start();
  } catch (thrown) {
    await remove();
    return failed(thrown);
  }
  return {
    exec: executor(container),
    said: () => said.toString(),
    hasEnded: () => ended,
    [Symbol.asyncDispose]: remove,
  };
}

/** A folder in memory has the mode that the image gives it and belongs to root, which few programs can do with. */
async function writable({ room, mounts }: BesideSpec, places: string[]): Promise<Writable> {
  if (room === null) return { mounts, inMemory: places };
  const made = places.map(async (target, at): Promise<Mount> => {
    const source = join(room, String(at));
    await mkdir(source, { recursive: true });
    await chmod(source, 0o1777);
    return { kind: "bind", source, target, readOnly: false };
  });
  return { mounts: [...mounts, ...(await Promise.all(made))], inMemory: [] };
}

type Writable = { mounts: Mount[]; inMemory: string[] };

async function wordsOf(
  docker: Docker,
  { image, command, user }: BesideSpec,
): Promise<ImageWords & { volumes: string[] }> {
  const { Config } = await docker.getImage(image).inspect();
  const entrypoint = [Config.Entrypoint ?? []].flat();
  const own = Config.User === "" || /^(?:root|0)(?::|$)/.test(Config.User) ? NOBODY : Config.User;
  return {
    words: [...entrypoint, ...(command ?? [Config.Cmd ?? []].flat())],
    user: user ?? own,
    volumes: Object.keys(Config.Volumes ?? {}),
    // Some keep their data where they start, and nothing can be written to the root.
    folder: ["", "/"].includes(Config.WorkingDir) ? "/tmp" : Config.WorkingDir,
  };
}
