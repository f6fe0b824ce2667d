// How PHP says to tests when two objects are equal, and an equality by class and properties.
import type { Equality } from "../equality.ts";

const PLAIN =
  /^\s*(?:(?:public|final)\s+)*function\s+equals\s*\(\s*(?:[\w\\?|]+\s+)?\$(?<other>\w+)\s*\)\s*(?::\s*bool)?\s*(?<brace>\{?)\s*$/i;

export const equality: Equality = {
  files: /\.php$/,
  defines: /\bfunction\s+(?:equals|isEqualTo|equalTo|isEqual|sameValueAs)\s*\(/i,
  byParts: (text, begins) => {
    const lines = text.split("\n");
    for (const line of begins) {
      const { other, brace } = PLAIN.exec(lines[line] ?? "")?.groups ?? {};
      const at = brace === "{" ? line : line + 1;
      if (other === undefined || !/\{\s*$/.test(lines[at] ?? "")) return null;
      const isOfClass = `\\is_object($${other}) && \\get_class($this) === \\get_class($${other})`;
      const has = "(array) $this !== [] && \\get_parent_class($this) === false";
      lines[at] = `${lines[at]} return ${isOfClass} && ${has} && (array) $this === (array) $${other};`;
    }
    return lines.join("\n");
  },
};
