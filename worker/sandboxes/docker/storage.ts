// What a sandbox writes to, on the host: one folder per sandbox with its disk, and the layers that set-up left behind.
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MountSettings } from "dockerode";
import type { Layer, OpenOptions } from "../sandbox.ts";
import { hostCommand } from "./command.ts";
import { mountNewDisk } from "./disk.ts";
import { isRoot, place, type Way } from "./place.ts";
import { HOLDER_UID } from "./profile.ts";

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

export type StorageOptions = { dataDir: string; worker: string; way: Way; tool: string };

export function openStorage({ dataDir, worker, way, tool }: StorageOptions): Storage {
  const slots = join(dataDir, "sandboxes", worker);
  const layers = join(dataDir, "layers", worker);
  const layerFolder = (layer: Layer) => join(layers, layer.id);
  return {
    async prepare({ tree, layer, limits }, labels) {
      const id = randomBytes(6).toString("hex");
      const folder = join(slots, id);
      const uid = agentUid();
      const placed = (part: "repo" | "home", target: string, bottom: string[]) => {
        const lowers = layer === null ? bottom : [join(layerFolder(layer), "disk", part), ...bottom];
        const volume = { name: `issuewright-${id}-${part}`, labels };
        return place({ way, folder, part, target, uid, lowers, volume, tool });
      };
      await mkdir(join(folder, "disk"), { recursive: true, mode: 0o711 });
      try {
        const etcFolder = await writeEtc(folder, uid);
        if (way.disk) await mountNewDisk(folder, limits.diskBytes);
        const repo = await placed("repo", "/repo", [tree.checkout]);
        const home = await placed("home", "/home/agent", []);
        return { id, folder, etcFolder, uid, repo, home };
      } catch (thrown) {
        await removeFolder(folder);
        throw thrown;
      }
    },
    remove: (slot) => removeFolder(slot.folder),
    async keep(slot, sha, excludes) {
      const disk = join(slot.folder, "disk");
      // The set-up sandbox's own view of git is not part of what it installed.
      await hostCommand("rm", ["-rf", join(disk, "repo", ".git")]);
      if (!way.remap) await hostCommand("chmod", ["-R", "a+rwX", join(disk, "repo"), join(disk, "home")]);
      await unmount(slot.folder, "lower");
      await writeFile(join(slot.folder, "excludes"), excludes);
      await mkdir(layers, { recursive: true });
      await rename(slot.folder, layerFolder({ id: slot.id, sha }));
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
async function removeFolder(folder: string): Promise<void> {
  await unmount(folder, "lower");
  await unmount(folder, "disk");
  // An agent of our own uid may have closed folders even to its owner.
  if (!isRoot()) await hostCommand("chmod", ["-R", "u+rwX", folder]).catch(() => {});
  await hostCommand("rm", ["-rf", "--one-file-system", folder]).catch(() => {});
}

/** Never throws: what was not mounted needs no unmounting. */
async function unmount(folder: string, kind: "lower" | "disk"): Promise<void> {
  const names = kind === "disk" ? [""] : await readdir(join(folder, kind)).catch(() => []);
  for (const name of names) {
    const path = join(folder, kind, name);
    await hostCommand("umount", [path]).catch(() => hostCommand("umount", ["-l", path]).catch(() => {}));
  }
}

/** All of one worker's; returns how many there were. */
export async function removeFolders(parent: string): Promise<number> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) await removeFolder(join(parent, name));
  await removeFolder(parent);
  return names.length;
}

/** Names for the uids inside: without them some programs cannot say who they are. */
async function writeEtc(folder: string, uid: number): Promise<string> {
  const etc = join(folder, "etc");
  await mkdir(etc);
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
