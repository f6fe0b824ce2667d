// Puts a folder into a sandbox, writable but never written to: an overlay where the host can, a copy where it cannot.
import { chown, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { MountSettings } from "dockerode";
import { hostCommand } from "./host-command.ts";

/**
 * How trees get in on this host; chosen by a probe, best first. `remap`: the shared checkout is shown to each sandbox as
 * its agent's own; without it the agent may write every file but change no mode. `disk`: the disk cap holds.
 */
export type Way = { tree: "overlay" | "copy"; remap: boolean; disk: boolean };
export const WAYS: Way[] = [
  { tree: "overlay", remap: true, disk: true },
  { tree: "overlay", remap: false, disk: true },
  { tree: "overlay", remap: false, disk: false },
  { tree: "copy", remap: false, disk: true },
  { tree: "copy", remap: false, disk: false },
];

export type Placing = {
  way: Way;
  /** Folder of the slot, its mounts and its disk. */
  folder: string;
  part: "repo" | "home";
  target: string;
  uid: number;
  /** Top first; the last is the bottom. Empty: the sandbox starts with an empty folder. */
  lowers: string[];
  volume: { name: string; labels: Record<string, string> };
  /** Our own program, which remaps. */
  tool: string;
};

export async function place(placing: Placing): Promise<MountSettings> {
  const { way, folder, part, target, uid, lowers } = placing;
  const upper = join(folder, "disk", part);
  await mkdir(upper);
  if (isRoot()) await chown(upper, uid, uid);
  if (way.tree === "overlay" && lowers.length > 0) return await overlay(placing, upper);
  for (const lower of lowers.toReversed()) await hostCommand("cp", ["-a", `${lower}/.`, upper]);
  if (isRoot() && lowers.length > 0) await hostCommand("chown", ["-R", `${uid}:${uid}`, upper]);
  return { Type: "bind", Source: upper, Target: target };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The engine mounts it, so the worker needs no right to. */
async function overlay(placing: Placing, upper: string): Promise<MountSettings> {
  const { volume, target } = placing;
  const work = `${upper}.work`;
  await mkdir(work);
  const lowers = placing.way.remap ? await remapped(placing) : placing.lowers;
  const o = `lowerdir=${lowers.join(":")},upperdir=${upper},workdir=${work},nodev,nosuid`;
  const DriverConfig = { Name: "local", Options: { type: "overlay", device: "overlay", o } };
  return {
    Type: "volume",
    Source: volume.name,
    Target: target,
    VolumeOptions: { NoCopy: true, Labels: volume.labels, DriverConfig },
  };
}

/** Read-only, so that nothing done to the slot can ever reach what it shares with others. */
async function remapped({ tool, folder, part, uid, lowers }: Placing): Promise<string[]> {
  const places: string[] = [];
  for (const [at, lower] of lowers.entries()) {
    const to = join(folder, "lower", `${part}.${at}`);
    await mkdir(to, { recursive: true });
    const { uid: owner } = await stat(lower);
    await hostCommand(tool, ["remap", String(owner), String(uid), lower, to]);
    places.push(to);
  }
  return places;
}
