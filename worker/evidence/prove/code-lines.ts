// The lines of code a patch adds, by file and number.
import { isFileMode, type Patch } from "../../../src/domain/patch.ts";
import { isCodePath, isTestPath } from "../../toolchains/paths.ts";

export type ChangedLine = { file: string; line: number; text: string };

/** No person writes a longer file by hand. */
export const LONGEST_FILE_BYTES = 1024 * 1024;

/** Added lines of files that a person reads as code; tests are left out. */
export function codeLines(
  { changes }: Pick<Patch, "changes">,
  isTest: (path: string) => boolean = isTestPath,
): ChangedLine[] {
  return changes
    .filter(({ path, mode, bytes, isText }) => {
      return isFileMode(mode) && isText && isCodePath(path) && !isTest(path) && bytes <= LONGEST_FILE_BYTES;
    })
    .flatMap(({ path, added }) => added.map(({ number, text }) => ({ file: path, line: number, text })));
}
