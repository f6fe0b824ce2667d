// The place of the rules in a working folder: what must be so before they are written, and writing them.
import { existsSync, lstatSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RULES_PATH } from "../../src/domain/rules.ts";
import { sentenceOf } from "../../src/messages/sentence.ts";
import { writeWhole } from "../../src/write-whole.ts";
import { CommandRefused } from "../command.ts";

/** CommandRefused: nothing may be written there. */
export async function refuseUnwritable(folder: string, { force }: { force: boolean }): Promise<void> {
  const refuse = (because: string, remedy: string) => {
    throw new CommandRefused(
      sentenceOf({ what: `Could not write ${RULES_PATH} in ${folder}`, because, remedy }),
    );
  };
  if (!existsSync(join(folder, ".git")))
    refuse("it is not the top of a working folder of git", "Name that folder with --repo, or use --print");
  const above = placeOf(join(folder, dirname(RULES_PATH)));
  if (above === "link") refuse("`.github` is a link", "Use --print, and put the text there yourself");
  if (above === "file") refuse("`.github` is not a folder", "Move it away, or use --print");
  const there = placeOf(join(folder, RULES_PATH));
  if (there === "folder") refuse("a folder has that name", "Move it away, or use --print");
  if (there !== null && !force)
    refuse("it is there already", "Use --force to replace it, or --print to compare");
}

/** Returns the path of the file. */
export async function writeRules(folder: string, text: string): Promise<string> {
  const file = join(folder, RULES_PATH);
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, text);
  return file;
}

/** What is at a path, be it a link to nothing; null: nothing. */
function placeOf(path: string): "folder" | "file" | "link" | null {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return null;
  if (there.isSymbolicLink()) return "link";
  return there.isDirectory() ? "folder" : "file";
}
