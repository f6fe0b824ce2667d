// A disk for each sandbox: a sparse file with a file system, mounted on the host, so that a full disk fills no other's.
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { hostCommand, hostScript } from "./host-command.ts";

export const DISK_IMAGE = "disk.img";

// Disposable, so no write waits for the disk. It has a journal all the same: without one ext4 is slow to reuse inodes.
const FORMAT = ["-q", "-m", "0", "-O", "^resize_inode", "-J", "size=16"];
const LAZY = ["-E", "lazy_itable_init=1,lazy_journal_init=1,nodiscard"];
const MOUNT = "loop,nodev,nosuid,noatime,data=writeback,barrier=0,noinit_itable";
const MAKE_AND_MOUNT = `image=$1 folder=$2; shift 2; mkfs.ext4 "$@" "$image"; mount -o ${MOUNT} "$image" "$folder"`;

/** Mounts a new disk on `folder/disk`. Needs root. */
export async function mountNewDisk(folder: string, bytes: number): Promise<void> {
  const image = join(folder, DISK_IMAGE);
  const file = await open(image, "wx", 0o600);
  await file.truncate(bytes);
  await file.close();
  await hostScript(MAKE_AND_MOUNT, [image, join(folder, "disk"), ...FORMAT, ...LAZY]);
}

/** Mounts the disk of a layer, which many sandboxes do at once. Needs root. */
export async function mountReadOnly(image: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await hostCommand("mount", ["-o", "loop,ro,nodev,nosuid,noatime", image, folder]);
}
