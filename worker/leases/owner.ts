// Names the process that owns something on disk, so that another process can see whether the owner still lives.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { nullOn } from "./null-on.ts";

/** `pid.start.nonce.host`: the start time tells a process from a later one with the same id. */
export async function ownedName(): Promise<string> {
  const start = (await startOf(process.pid)) ?? "0";
  return [process.pid, start, randomBytes(6).toString("hex"), hostname()].join(".");
}

/** A process of another machine cannot be asked: `null`. */
export async function isAlive(name: string): Promise<boolean | null> {
  const [pid, start, , ...host] = name.split(".");
  if (host.join(".") !== hostname()) return null;
  const now = await startOf(Number(pid));
  if (now !== null) return now === start;
  return start === "0" && (await answers(Number(pid)));
}

/** From /proc, in clock ticks since boot; null where there is no such process or no /proc. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await nullOn(["ENOENT", "ESRCH"], () => readFile(`/proc/${pid}/stat`, "utf8"));
  // The program's name, in parentheses, may itself contain spaces and parentheses.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

async function answers(pid: number): Promise<boolean> {
  const answered = await nullOn(["ESRCH"], async () => process.kill(pid, 0));
  return answered === true;
}
