// How Go says to tests when two values are equal, and an equality by type and fields.
import type { Equality } from "../equality.ts";

const PLAIN =
  /^func \((?<own>\w+) (?<type>\*?\w+)\) Equals?\((?<other>\w+) (?<same>\*?\w+)\) bool \{(?=\s*$|.*\}\s*$)/;

export const equality: Equality = {
  files: /\.go$/,
  defines: /^func\s*\([^)]*\)\s*Equals?\s*\(/,
  byParts: (text, begins) => {
    if (/\bsameparts\b/.test(text)) return null;
    const lines = text.split("\n");
    for (const line of begins) {
      const found = PLAIN.exec(lines[line] ?? "");
      const { own, other, type, same } = found?.groups ?? {};
      if (found === null || type !== same) return null;
      // What is no struct has no fields, and asking for them fails the test.
      const has = `sameparts.Indirect(sameparts.ValueOf(${own})).NumField() > 0`;
      const returned = `if ${has} { return sameparts.DeepEqual(${own}, ${other}) };`;
      lines[line] = `${found[0]} ${returned}${lines[line]?.slice(found[0].length)}`;
    }
    const at = lines.findIndex((line) => /^package \w+\s*$/.test(line));
    return at === -1 ? null : lines.with(at, `${lines[at]}; import sameparts "reflect"`).join("\n");
  },
};
