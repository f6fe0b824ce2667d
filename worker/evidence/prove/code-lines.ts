// The lines of code a patch adds, by file and number.
import type { Patch } from "../../../src/domain/patch.ts";
import { isCodePath, isTestPath } from "../../toolchains/paths.ts";

export type ChangedLine = { file: string; line: number; text: string };

/** No person writes a longer file by hand. */
export const LONGEST_FILE_BYTES = 1024 * 1024;

/** Added lines of files that a person reads as code; tests are left out. */
export function codeLines({ changes }: Pick<Patch, "changes">): ChangedLine[] {
  return changes
    .filter(({ path, mode, bytes, isText }) => {
      const isFile = mode === "100644" || mode === "100755";
      return isFile && isText && isCodePath(path) && !isTestPath(path) && bytes <= LONGEST_FILE_BYTES;
    })
    .flatMap(({ path, added }) => added.map(({ number, text }) => ({ file: path, line: number, text })));
}
