// What a layer is on disk: a folder with a disk image, or with the folders themselves, and a description.
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "../../../src/clock.ts";
import { collectIdle, type IdleCaps } from "../../leases/leased-folders.ts";
import { DISK_IMAGE } from "./disk.ts";
import { hostCommand } from "./host-command.ts";
import { IgnoredArea } from "./ignored-area.ts";
import type { Mounting } from "./mount-folder.ts";

/** How many layers that nobody holds are kept, and how many bytes of them. */
export type LayerCaps = { count: number; bytes: number };
export const LAYER_CAPS: LayerCaps = { count: 30, bytes: 20 * 1024 ** 3 };

/** `excludes`: gitignore patterns of what set-up added. `extent` null: it serves only the commit it was made on. */
const Description = z.object({ bytes: z.number(), excludes: z.string(), extent: IgnoredArea.nullable() });
export type Description = z.infer<typeof Description>;

export function layersFolder(dataDir: string): string {
  return join(dataDir, "layers");
}

/** Moves what a slot wrote into `tree`. The slot's machines must be gone. */
export async function writeLayer(
  slotFolder: string,
  tree: string,
  { disk }: Mounting,
  about: Omit<Description, "bytes">,
): Promise<void> {
  const bytes = await (disk ? moveDisk : moveFolders)(slotFolder, tree);
  const description: Description = { bytes, ...about };
  await writeFile(join(tree, "layer.json"), JSON.stringify(description));
}

export async function describeLayer(tree: string): Promise<Description> {
  return Description.parse(JSON.parse(await readFile(join(tree, "layer.json"), "utf8")));
}

/** Removes what dead processes were making, and what nobody holds beyond the caps. Returns how many. */
export async function collectLayers(dataDir: string, clock: Clock, caps: LayerCaps): Promise<number> {
  const idle: IdleCaps = { ...caps, sizeOf: async (tree) => (await describeLayer(tree)).bytes };
  return await collectIdle([layersFolder(dataDir)], clock, idle);
}

/** On the disk for good before anybody finds it: a layer outlives its host's sudden end, or is not there at all. */
async function moveDisk(slotFolder: string, tree: string): Promise<number> {
  const image = join(tree, DISK_IMAGE);
  await hostCommand("umount", [join(slotFolder, "disk")]);
  await hostCommand("sync", [join(slotFolder, DISK_IMAGE)]);
  await rename(join(slotFolder, DISK_IMAGE), image);
  return (await stat(image)).blocks * 512;
}

async function moveFolders(slotFolder: string, tree: string): Promise<number> {
  for (const part of ["repo", "home"]) await rename(join(slotFolder, "disk", part), join(tree, part));
  await hostCommand("sync", ["--file-system", tree]);
  return Number((await hostCommand("du", ["-s", "--block-size=1", tree])).split("\t")[0]);
}
