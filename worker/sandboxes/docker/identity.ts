// Who made a container or a directory, so that what a dead worker left behind can be told from what is in use.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";

/** `host.pid.start.instance`: the start time tells this process from a later one with the same number. */
export async function ownIdentity(): Promise<string> {
  const instance = randomBytes(3).toString("hex");
  return `${hostname()}.${process.pid}.${await startOf(process.pid)}.${instance}`;
}

/** True only when the process ran on this host and is gone: whoever cannot be judged counts as alive. */
export async function isDead(identity: string): Promise<boolean> {
  const match = /^(.+)\.(\d+)\.(\d+)\.[0-9a-f]+$/.exec(identity);
  if (match === null || match[1] !== hostname()) return false;
  return (await startOf(Number(match[2]))) !== match[3];
}

/** In clock ticks since boot; "0" for no such process, and for everyone where there is no /proc. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return afterName[19] ?? "0";
}
