// What sandboxes write to, on the host: a slot for each, which is a folder with a disk in it.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mount } from "../engine.ts";
import { HOLDER_UID } from "../guest/machine-spec.ts";
import type { OpenOptions } from "../sandbox.ts";
import { DISK_IMAGE, mountNewDisk, mountReadOnly } from "./disk.ts";
import { hostScript } from "./host-command.ts";
import { isRoot, type Mounting, mountFolder } from "./mount-folder.ts";

export type Slot = {
  id: string;
  folder: string;
  etcFolder: string;
  /** Where its tool servers join the worker. */
  socketFolder: string;
  uid: number;
  repo: Mount;
  home: Mount;
};

export type Storage = {
  prepare(
    options: Pick<OpenOptions, "tree" | "limits"> & {
      /** Folder of the layer; null: none. */
      layer: string | null;
    },
  ): Promise<Slot>;
  /** The slot's machines must be gone, and the engine must have released its mounts. Never rejects. */
  remove(slot: Slot): Promise<void>;
  /** Everything of this worker. Never rejects. */
  removeAll(): Promise<void>;
};

export type StorageOptions = { dataDir: string; worker: string; mounting: Mounting; tool: string };

export function openStorage({ dataDir, worker, mounting, tool }: StorageOptions): Storage {
  const slots = join(dataDir, "sandboxes", worker);
  return {
    async prepare({ tree, layer, limits }) {
      const id = randomBytes(6).toString("hex");
      const folder = join(slots, id);
      const uid = agentUid();
      const placed = (part: "repo" | "home", target: string, above: string | null, bottom: string[]) => {
        const lowers = above === null ? bottom : [join(above, part), ...bottom];
        const name = `issuewright-${id}-${part}`;
        return mountFolder({ mounting, folder, part, target, uid, lowers, name, tool });
      };
      await mkdir(join(folder, "disk"), { recursive: true, mode: 0o711 });
      try {
        const etcFolder = await writeEtc(folder, uid);
        const socketFolder = join(folder, "wire");
        await mkdir(socketFolder);
        if (mounting.disk) await mountNewDisk(folder, limits.diskBytes);
        const above = layer === null ? null : await showLayer(layer, folder);
        const repo = await placed("repo", "/repo", above, [tree.checkout]);
        const home = await placed("home", "/home/agent", above, []);
        return { id, folder, etcFolder, socketFolder, uid, repo, home };
      } catch (thrown) {
        await removeFolder(folder);
        throw thrown;
      }
    },
    remove: (slot) => removeFolder(slot.folder),
    async removeAll() {
      await removeFolders(slots);
    },
  };
}

/** Where the folders of a layer are for this slot. A disk is mounted for each, so that its end leaves no mount. */
async function showLayer(layer: string, folder: string): Promise<string> {
  const image = join(layer, DISK_IMAGE);
  if (!existsSync(image)) return layer;
  const shown = join(folder, "lower", "layer");
  await mountReadOnly(image, shown);
  return shown;
}

/** Without root, an agent of our own uid may have closed folders even to its owner. */
const REMOVE = `folder=$1; shift
for mount; do umount "$mount" || umount -l "$mount" || true; done
if [ "$(id -u)" != 0 ]; then chmod -R u+rwX "$folder" || true; fi
rm -rf --one-file-system "$folder"`;

/** Unmounts and removes. Never rejects: what cannot be removed now is left for `reap`. */
async function removeFolder(folder: string): Promise<void> {
  const lower = join(folder, "lower");
  const lowers = await readdir(lower).catch(() => []);
  const mounts = [...lowers.map((name) => join(lower, name)), join(folder, "disk")];
  await hostScript(REMOVE, [folder, ...mounts]).catch(() => {});
}

/** All slots of one worker; returns how many there were. */
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
