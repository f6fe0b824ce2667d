// After set-up: tracked files become those of the commit again, and what set-up added is listed, so that neither is ever
// taken for somebody's change.
import type { LeftBySetUp } from "../layers/layers.ts";
import { type GitGuest, pathsIn, script, startIndex } from "./git-guest.ts";

export async function restoreTracked(git: GitGuest): Promise<LeftBySetUp> {
  await script(
    git,
    `${startIndex(git)}
git diff-files --name-only -z | git checkout-index --force -z --stdin
git ls-files --others --exclude-standard --directory -z >/tmp/added
git ls-files --others --ignored --exclude-standard --directory -z >/tmp/ignored`,
    "restore-tracked-files",
  );
  const added = (await pathsIn(git, "added")) ?? [];
  return {
    excludes: added
      .filter((path) => !path.includes("\n"))
      .map(asPattern)
      .join(""),
    ignored: await pathsIn(git, "ignored"),
  };
}

/** Matches exactly this path: anchored, with everything that means something to gitignore escaped. */
function asPattern(path: string): string {
  return `/${path.replace(/[\\*?[\]!#]/g, "\\$&").replace(/ $/, "\\ ")}\n`;
}
