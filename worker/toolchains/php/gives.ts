// Lines of tests in PHP that set or replace what the code reads.
import { type Gives, OF_NO_NAME } from "../gives.ts";

/** What stands outside of a program: a namespace may have such a function of its own for its tests. */
const HOST =
  "(?:micro|hr)?time|date|u?sleep|(?:mt_)?rand|random_\\w+|curl_\\w+|file_\\w+|f[a-z]+|is_\\w+|mail|header\\w*|set\\w+";

export const gives: Gives = {
  sets: [
    /^\s*\$GLOBALS\[\s*["'](?<name>\w+)["']\s*\]\s*=(?!=)/,
    /^\s*define\(\s*["'](?<name>\w+)["']/,
    new RegExp(String.raw`^function\s+(?<name>(?!(?:${HOST})\b)\w+)\s*\(`),
  ],
  setsOwn: [/^\s*\\?(?<of>[A-Z]\w*)::(?<name>\$\w+)\s*=(?!=)/],
  replaces: [],
  writes: [/\bfile_put_contents\(\s*["'](?<file>[^"'$]+)["']/],
  moves: /\bchdir\(/,
  defines: OF_NO_NAME,
  shared: OF_NO_NAME,
  own: OF_NO_NAME,
  // A class of the code is known by its name alone.
  brings: () => /^(?:namespace|require)\b/,
};
