// Closes the data directory to other users of the host: it holds patches, transcripts and deliveries of private repositories.
import type { Dirent } from "node:fs";
import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "./domain/errors.ts";
import type { Log } from "./log.ts";

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/** What lies beneath is what people and models wrote. Everything else is closed by the folder above alone: sandboxes read it. */
const OURS = ["runs", "checkpoints", "redis", "github-app"];

/**
 * Makes the folder where it is missing. What others could read is closed and said: beneath a folder that was closed they read
 * nothing. What cannot be closed is said as well.
 */
export async function closeToOthers(dataDir: string, log: Log): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: PRIVATE_FOLDER });
  const closed: string[] = [];
  const close = async (path: string, mode: number) => {
    const { mode: now } = await stat(path);
    if ((now & 0o077) === 0) return;
    const [changed] = await Promise.allSettled([chmod(path, mode)]);
    if (changed.status === "fulfilled") closed.push(path);
    else
      log.warn(
        { path, reason: reasonOf(changed.reason) },
        "other users can read a part of the data directory",
      );
  };
  await close(dataDir, PRIVATE_FOLDER);
  const wasOpen = closed.length > 0;
  for (const folder of OURS) await closeBeneath(join(dataDir, folder), close);
  if (wasOpen)
    log.warn(
      { closed: closed.length, first: closed[0] },
      "closed parts of the data directory to other users",
    );
}

/** Links are left alone, whatever they point to. */
async function closeBeneath(
  folder: string,
  close: (path: string, mode: number) => Promise<void>,
): Promise<void> {
  const entries = await entriesOf(folder);
  if (entries === null) return;
  await close(folder, PRIVATE_FOLDER);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await closeBeneath(path, close);
    else if (entry.isFile()) await close(path, PRIVATE_FILE);
  }
}

/** Null: it is not there, or no longer. */
async function entriesOf(folder: string): Promise<Dirent[] | null> {
  const [read] = await Promise.allSettled([readdir(folder, { withFileTypes: true })]);
  return read.status === "fulfilled" ? read.value : null;
}
