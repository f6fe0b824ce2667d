// What a sandbox writes to, on the host: one folder per sandbox with its disk, and the layers that set-up left behind.
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MountSettings } from "dockerode";
import type { Layer, OpenOptions } from "../sandbox.ts";
import { hostCommand } from "./command.ts";
import { mountNewDisk, unmountDisk } from "./disk.ts";
import { HOLDER_UID } from "./profile.ts";

/** How trees get in on this host; chosen by a probe, best first. */
export type Way = { tree: "overlay" | "copy"; disk: boolean };
export const WAYS: Way[] = [
  { tree: "overlay", disk: true },
  { tree: "overlay", disk: false },
  { tree: "copy", disk: true },
  { tree: "copy", disk: false },
];

export type Slot = {
  id: string;
  folder: string;
  etcFolder: string;
  uid: number;
  repo: MountSettings;
  home: MountSettings;
};

export type Storage = {
  prepare(
    options: Pick<OpenOptions, "tree" | "layer" | "limits">,
    labels: Record<string, string>,
  ): Promise<Slot>;
  /** The slot's containers and volumes must be gone. Never throws. */
  remove(slot: Slot): Promise<void>;
  /** Keeps what the slot wrote. Its containers and volumes must be gone. */
  keep(slot: Slot, sha: string, excludes: string): Promise<Layer>;
  removeLayer(layer: Layer): Promise<void>;
  /** Gitignore patterns of what set-up added to the tree. */
  excludesOf(layer: Layer): Promise<string>;
  /** Everything of this worker. Never throws. */
  removeAll(): Promise<void>;
};

export function openStorage(dataDir: string, worker: string, way: Way): Storage {
  const slots = join(dataDir, "sandboxes", worker);
  const layers = join(dataDir, "layers", worker);
  const layerFolder = (layer: Layer) => join(layers, layer.id);
  return {
    async prepare({ tree, layer, limits }, labels) {
      const id = randomBytes(6).toString("hex");
      const folder = join(slots, id);
      const uid = agentUid();
      const disk = join(folder, "disk");
      const etcFolder = await writeEtc(folder, uid);
      await mkdir(disk);
      if (way.disk) await mountNewDisk(folder, limits.diskBytes);
      const kept = layer === null ? [] : [join(layerFolder(layer), "disk")];
      const place = (part: string, target: string, lowers: string[]) =>
        placePart({ way, disk, uid, labels, part, target, lowers, volume: `issuewright-${id}-${part}` });
      const repo = await place("repo", "/repo", [...kept.map((at) => join(at, "repo")), tree.checkout]);
      const home = await place(
        "home",
        "/home/agent",
        kept.map((at) => join(at, "home")),
      );
      return { id, folder, etcFolder, uid, repo, home };
    },
    remove: (slot) => removeFolder(slot.folder),
    async keep(slot, sha, excludes) {
      await mkdir(layers, { recursive: true });
      const parts = ["repo", "home"].map((part) => join(slot.folder, "disk", part));
      // The set-up sandbox's own view of git is not part of what it installed.
      await hostCommand("rm", ["-rf", join(slot.folder, "disk", "repo", ".git")]);
      await hostCommand("chmod", ["-R", "a+rwX", ...parts]);
      await writeFile(join(slot.folder, "excludes"), excludes);
      await rename(slot.folder, join(layers, slot.id));
      return { id: slot.id, sha };
    },
    removeLayer: (layer) => removeFolder(layerFolder(layer)),
    excludesOf: (layer) => readFile(join(layerFolder(layer), "excludes"), "utf8"),
    async removeAll() {
      await removeFolders(slots);
      await removeFolders(layers);
    },
  };
}

/** Unmounts and removes. What cannot be removed now is left for `reap`. */
export async function removeFolder(folder: string): Promise<void> {
  await unmountDisk(folder);
  await hostCommand("rm", ["-rf", "--one-file-system", folder]).catch(() => {});
}

/** All of one worker's; returns how many there were. */
export async function removeFolders(parent: string): Promise<number> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) await removeFolder(join(parent, name));
  await removeFolder(parent);
  return names.length;
}

type Part = {
  way: Way;
  disk: string;
  part: string;
  uid: number;
  labels: Record<string, string>;
  volume: string;
  target: string;
  /** Top first; the last is the bottom. */
  lowers: string[];
};

async function placePart(part: Part): Promise<MountSettings> {
  const upper = join(part.disk, part.part);
  await mkdir(upper);
  if (isRoot()) await chown(upper, part.uid, part.uid);
  if (part.way.tree === "overlay" && part.lowers.length > 0) return await overlay(part, upper);
  for (const lower of part.lowers.toReversed()) await hostCommand("cp", ["-a", `${lower}/.`, upper]);
  if (isRoot() && part.lowers.length > 0)
    await hostCommand("chown", ["-R", `${part.uid}:${part.uid}`, upper]);
  return { Type: "bind", Source: upper, Target: part.target };
}

/** The engine mounts it, so the worker needs no right to. */
async function overlay(part: Part, upper: string): Promise<MountSettings> {
  const work = `${upper}.work`;
  await mkdir(work);
  const o = `lowerdir=${part.lowers.join(":")},upperdir=${upper},workdir=${work},nodev,nosuid`;
  const DriverConfig = { Name: "local", Options: { type: "overlay", device: "overlay", o } };
  return {
    Type: "volume",
    Source: part.volume,
    Target: part.target,
    VolumeOptions: { NoCopy: true, Labels: part.labels, DriverConfig },
  };
}

/** Names for the uids inside: without them some programs cannot say who they are. */
async function writeEtc(folder: string, uid: number): Promise<string> {
  const etc = join(folder, "etc");
  await mkdir(etc, { recursive: true });
  const users = ["root:x:0:0::/root:/bin/sh", `holder:x:${HOLDER_UID}:${HOLDER_UID}::/:/bin/false`];
  const groups = ["root:x:0:", `holder:x:${HOLDER_UID}:`];
  await writeFile(
    join(etc, "passwd"),
    [...users, `agent:x:${uid}:${uid}::/home/agent:/bin/sh`, ""].join("\n"),
  );
  await writeFile(join(etc, "group"), [...groups, `agent:x:${uid}:`, ""].join("\n"));
  return etc;
}

/** One of its own for each sandbox, because the kernel counts watches and pipes per uid. Without root: the worker's. */
function agentUid(): number {
  return isRoot() ? HOLDER_UID + 1 + randomBytes(2).readUInt16BE() : (process.getuid?.() ?? 1000);
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
