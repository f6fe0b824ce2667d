// Shows a folder of this host in a sandbox, writable but never written to: as an overlay, or as a copy.
import { existsSync } from "node:fs";
import { chown, mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mount } from "../engine.ts";
import { hostCommand } from "./host-command.ts";

/**
 * How trees get into sandboxes on this host. `remap`: each sandbox sees the shared checkout as its agent's own; without
 * it the agent may write every file but change no mode. `disk`: what a sandbox writes is limited.
 */
export type Mounting = { tree: "overlay" | "copy"; remap: boolean; disk: boolean };

/** Best first. */
export const MOUNTINGS: Mounting[] = [
  { tree: "overlay", remap: true, disk: true },
  { tree: "overlay", remap: false, disk: true },
  { tree: "overlay", remap: false, disk: false },
  { tree: "copy", remap: false, disk: true },
  { tree: "copy", remap: false, disk: false },
];

export type FolderWish = {
  mounting: Mounting;
  /** Folder of the slot, its mounts and its disk. */
  folder: string;
  part: "repo" | "home";
  /** Absolute path inside. */
  target: string;
  uid: number;
  /** Folders of this host, the top first. Empty: the sandbox starts with an empty folder. */
  lowers: string[];
  /** Of this part of this slot, and of nothing else on this host. */
  name: string;
  /** Our own program, which remaps. */
  tool: string;
};

export async function mountFolder(wish: FolderWish): Promise<Mount> {
  const { mounting, folder, part, target, uid, lowers } = wish;
  const upper = join(folder, "disk", part);
  await mkdir(upper);
  if (isRoot()) await chown(upper, uid, uid);
  if (mounting.tree === "overlay" && lowers.length > 0) return await overlay(wish, upper);
  for (const lower of lowers.toReversed()) await hostCommand("cp", ["-a", `${lower}/.`, upper]);
  if (isRoot() && lowers.length > 0) await hostCommand("chown", ["-R", `${uid}:${uid}`, upper]);
  return { kind: "bind", source: upper, target, readOnly: false };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function overlay(wish: FolderWish, upper: string): Promise<Mount> {
  const work = `${upper}.work`;
  await mkdir(work);
  if (!wish.mounting.remap) await openToAll(wish.lowers);
  const lowers = wish.mounting.remap ? await remapped(wish) : wish.lowers;
  const { name, target } = wish;
  return { kind: "overlay", name, lowers, upper, work, target, readOnly: false };
}

/** Each sandbox has a uid of its own, and owns nothing of a checkout. Layers are open to all from the beginning. */
async function openToAll(lowers: string[]): Promise<void> {
  const checkout = lowers.at(-1) ?? "";
  const opened = join(checkout, ".git", "opened-to-all");
  if (!existsSync(join(checkout, ".git")) || existsSync(opened)) return;
  // `chmod -R` follows no link.
  await hostCommand("chmod", ["-R", "a+rwX", checkout]);
  await writeFile(opened, "");
}

/** Read-only, so that nothing done to the slot can ever reach what it shares with others. */
async function remapped({ tool, folder, part, uid, lowers }: FolderWish): Promise<string[]> {
  const shown: string[] = [];
  for (const [at, lower] of lowers.entries()) {
    const to = join(folder, "lower", `${part}.${at}`);
    await mkdir(to, { recursive: true });
    const { uid: owner } = await stat(lower);
    await hostCommand(tool, ["remap", String(owner), String(uid), lower, to]);
    shown.push(to);
  }
  return shown;
}
