// The layout of the data directory, under a version: an older directory is brought up to date, and a newer one is refused.
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PermanentError } from "./domain/errors.ts";
import { writeWhole } from "./write-whole.ts";

const FILE = "layout.json";
const WRITTEN = /^\s*\{\s*"layout"\s*:\s*([1-9]\d{0,5})\s*\}\s*$/;
const Missing = z.object({ code: z.literal("ENOENT") });

/**
 * Changes a directory of one layout into the next. It may have been interrupted before, and another process may do the same at
 * the same time: it finds what is done, and leaves it.
 */
export type Migration = (dataDir: string) => Promise<void>;

/** The first leads from layout 1 to 2. A new one is a file and a line here. */
const MIGRATIONS: readonly Migration[] = [];

/**
 * Makes the folder where it is missing. A directory without a file for its layout has the first one, because that is what
 * there was before the file. PermanentError: a newer Issuewright wrote it, or its file cannot be read; nothing is changed then.
 */
export async function claimLayout(dataDir: string, migrations = MIGRATIONS): Promise<void> {
  const knows = migrations.length + 1;
  const has = (await layoutOf(dataDir)) ?? 1;
  if (has > knows) throw new PermanentError({ kind: "data-newer", folder: dataDir, has, knows });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  for (const [index, migrate] of migrations.entries()) {
    if (index + 1 < has) continue;
    await migrate(dataDir);
    await write(dataDir, index + 2);
  }
  if ((await layoutOf(dataDir)) === null) await write(dataDir, knows);
}

/** Null: there is no file for it. */
async function layoutOf(dataDir: string): Promise<number | null> {
  const path = join(dataDir, FILE);
  const [read] = await Promise.allSettled([readFile(path, "utf8")]);
  if (read.status === "rejected") {
    if (Missing.safeParse(read.reason).success) return null;
    throw read.reason;
  }
  const layout = WRITTEN.exec(read.value)?.[1];
  if (layout === undefined) throw new PermanentError({ kind: "data-unreadable", path });
  return Number(layout);
}

async function write(dataDir: string, layout: number): Promise<void> {
  await writeWhole(join(dataDir, FILE), `${JSON.stringify({ layout })}\n`, { mode: 0o600 });
}
