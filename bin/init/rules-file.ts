// The place of the rules in a working folder: what must be so before they are written, and writing them.
import { existsSync, realpathSync } from "node:fs";
import { lstat, mkdir } from "node:fs/promises";
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
  if (leadsElsewhere(folder))
    refuse(
      "`.github` is a link that leads out of the repository",
      "Use --print, and put the text there yourself",
    );
  const file = join(folder, RULES_PATH);
  const [there] = await Promise.allSettled([lstat(file)]);
  if (there.status === "fulfilled" && !force)
    refuse("it is there already", "Use --force to replace it, or --print to compare");
}

/** Returns the path of the file. */
export async function writeRules(folder: string, text: string): Promise<string> {
  const file = join(folder, RULES_PATH);
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, text);
  return file;
}

function leadsElsewhere(folder: string): boolean {
  const above = join(folder, dirname(RULES_PATH));
  if (!existsSync(above)) return false;
  return realpathSync(above) !== join(realpathSync(folder), dirname(RULES_PATH));
}
