// What workers of one data directory have on this host: containers, volumes, mounts, folders in use, processes.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import Docker from "dockerode";

export async function leftOn(dataDir: string, docker = new Docker()): Promise<Record<string, string[]>> {
  return {
    containers: await containersOn(dataDir, docker),
    volumes: await volumesOn(dataDir, docker),
    mounts: (await linesOf("/proc/self/mounts")).filter((line) => line.includes(dataDir)),
    "loop devices": await loopsOn(dataDir),
    folders: await foldersIn(dataDir),
    processes: await processesOn(dataDir),
  };
}

async function containersOn(dataDir: string, docker: Docker): Promise<string[]> {
  const filters = { label: ["issuewright.worker"] };
  const found = await docker.listContainers({ all: true, filters });
  return found
    .filter(({ Mounts }) => Mounts.some(({ Source }) => Source?.startsWith(dataDir)))
    .map(({ Id, Status }) => `${Id} ${Status}`);
}

async function volumesOn(dataDir: string, docker: Docker): Promise<string[]> {
  const { Volumes } = await docker.listVolumes({ filters: { label: ["issuewright.worker"] } });
  return Volumes.filter(({ Options }) => Options?.o?.includes(dataDir)).map(({ Name }) => Name);
}

async function loopsOn(dataDir: string): Promise<string[]> {
  const devices = (await readdir("/sys/block")).filter((name) => name.startsWith("loop"));
  const files = await Promise.all(devices.map((name) => linesOf(`/sys/block/${name}/loop/backing_file`)));
  return files.flat().filter((file) => file.startsWith(dataDir));
}

/** All slots and scratch folders; of the shared folders, those that are held or were being made. */
async function foldersIn(dataDir: string): Promise<string[]> {
  const slots = (await below(join(dataDir, "sandboxes"))).map(below);
  const shared = [
    join(dataDir, "layers"),
    join(dataDir, "mirrors"),
    ...(await below(join(dataDir, "checkouts"))),
  ];
  const units = (await Promise.all(shared.map(below))).flat();
  const held = await Promise.all(
    units.map(async (unit) => (/\/making\.[^/]+$/.test(unit) ? [unit] : await below(join(unit, "leases")))),
  );
  return [...(await Promise.all(slots)), ...held, await below(join(dataDir, "scratch"))].flat();
}

/** Found by their command line or environment. Redis belongs to the house and does not count. */
async function processesOn(dataDir: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [words = "", environment = ""] = await Promise.all(
        ["cmdline", "environ"].map(async (name) => (await linesOf(`/proc/${pid}/${name}`)).join("\n")),
      );
      const ours = words.includes(dataDir) || environment.includes(dataDir);
      return ours && !words.startsWith("redis-server") ? [`${pid} ${words.replaceAll("\0", " ")}`] : [];
    }),
  );
  return found.flat();
}

async function below(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
}

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
}
