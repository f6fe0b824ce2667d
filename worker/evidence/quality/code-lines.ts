// The lines a patch adds, by file and number.
import type { Patch } from "../../../src/domain/patch.ts";
import { isTestPath } from "../../toolchains/paths.ts";
import { pairUp, sectionsOf } from "../../workspace/changes.ts";

export type ChangedLine = { file: string; line: number; text: string };

const HUNK = /^@@ -\d+(?:,\d+)? \+(?<start>\d+)(?:,\d+)? @@/;

const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|py|go|rs|java|kt|c|cc|cpp|cxx|h|hpp|rb|php|cs|swift|scala)$/i;
/** Whatever is longer was not written by hand. */
export const LONGEST_FILE_BYTES = 1024 * 1024;

/** Of files a person reads as code, and that are no tests. */
export function codeLines(patch: Patch): ChangedLine[] {
  const sections = pairUp(patch.changes, sectionsOf(patch.text));
  return sections
    .filter(({ change: { path, mode, bytes } }) => {
      const isFile = mode === "100644" || mode === "100755";
      return isFile && CODE.test(path) && !isTestPath(path) && bytes <= LONGEST_FILE_BYTES;
    })
    .flatMap(({ change, sections: own }) =>
      own.flatMap((section) => addedIn(section.text).map((added) => ({ file: change.path, ...added }))),
    );
}

function addedIn(section: string): { line: number; text: string }[] {
  const added: { line: number; text: string }[] = [];
  let next: number | null = null;
  for (const line of section.split("\n")) {
    const start = HUNK.exec(line)?.groups?.start;
    if (start !== undefined) next = Number(start);
    else if (next === null) continue;
    else if (line.startsWith("+")) added.push({ line: next++, text: line.slice(1) });
    else if (line.startsWith(" ")) next++;
  }
  return added;
}
