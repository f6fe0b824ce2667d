// How Java and Kotlin say when two values are equal, and in Java an equality by class and fields.
import type { Equality } from "../equality.ts";

const DEFINES = /\bboolean\s+equals\s*\(|\bfun\s+equals\s*\(|@EqualsAndHashCode\b/;
const PLAIN = /\bboolean\s+equals\s*\(\s*(?:@\w+\s+)?(?:final\s+)?[\w.]+\s+(?<other>\w+)\s*\)\s*\{/;
/** Code that says something else of its own fields, or that uses the names below. */
const LIES = /\bpackage\s+java\b|\b(?:class|interface|enum|record)\s+java\b|\bjava\s*=|\bsame[ABFHO]\b/;

/** A class of bases has parts that nobody sees. `OTHER` stands for the other value. */
const SAME = [
  "if (true) {",
  "if ((Object) this == (Object) OTHER) return true;",
  "if (OTHER == null || (Object) this.getClass() != (Object) ((Object) OTHER).getClass()) return false;",
  "String sameB = this.getClass().getSuperclass().getName();",
  'if (!sameB.equals("java.lang.Object") && !sameB.equals("java.lang.Record")) return false;',
  "boolean sameH = false;",
  "try { for (java.lang.reflect.Field sameF : this.getClass().getDeclaredFields()) {",
  "if (java.lang.reflect.Modifier.isStatic(sameF.getModifiers())) continue;",
  "sameF.setAccessible(true); sameH = true; Object sameA = sameF.get(this), sameO = sameF.get(OTHER);",
  "if (!java.util.Objects.deepEquals(sameA, sameO)) return false; } }",
  "catch (IllegalAccessException sameA) { return false; }",
  "return sameH; }",
].join(" ");

export const equality: Equality = {
  files: /\.(?:java|kts?)$/,
  defines: DEFINES,
  byParts: (text, begins) => {
    if (LIES.test(text)) return null;
    const lines = text.split("\n");
    for (const line of begins) {
      const found = PLAIN.exec(lines[line] ?? "");
      if (found?.groups?.other === undefined) return null;
      const behind = found.index + found[0].length;
      const same = SAME.replaceAll("OTHER", found.groups.other);
      lines[line] = `${lines[line]?.slice(0, behind)} ${same} ${lines[line]?.slice(behind)}`;
    }
    return lines.join("\n");
  },
};
