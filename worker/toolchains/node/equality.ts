// How JavaScript says to tests when two values are equal, and an equality by prototype and own properties.
import type { Equality } from "../equality.ts";

const METHOD = String.raw`^\s*(?:(?:public|override)\s+)*(?:equals|isEqual|eq|eql)\s*\(`;
const KEPT = String.raw`(?:\.prototype\.|^\s*)(?:equals|isEqual)\s*[=:]\s*(?:async\s*)?(?:function\b|\()`;
/** A value by which a loose comparison compares, what a class says are its own, and what a runner asks for a value of its own. */
const STANDS_FOR = String.raw`(?<![.\w])(?:valueOf|asymmetricMatch)["'\]]*\s*[(:=]|\bSymbol\s*\.\s*(?:toPrimitive|hasInstance)\b|\badd(?:Custom)?EqualityTesters?\b`;
const PLAIN =
  /^\s*(?:(?:public|override)\s+)*(?:equals|isEqual|eq|eql)\s*\(\s*(?<other>[\w$]+)\s*(?::[^(){}]*)?\)\s*(?::\s*boolean\s*)?\{/;
/** Parts that nobody outside of the class sees, other properties than a plain object has, and bases. */
const UNSURE = /(?<![\w"'`])#[A-Za-z_]|\b(?:Proxy|WeakMap|defineProperty|extends|getBuiltinModule)\b/;

const SAME =
  '((a, b, is) => is(Object.getPrototypeOf(a), Object.getPrototypeOf(b)) && Object.keys(a).length > 0 && process.getBuiltinModule("node:util").isDeepStrictEqual(a, b))';

export const equality: Equality = {
  files: /\.[cm]?[jt]sx?$/,
  defines: new RegExp(`${METHOD}(?:\\s*$|[^()]*\\)[^;{]*\\{)|${KEPT}|${STANDS_FOR}`),
  byParts: (text, begins) => {
    if (UNSURE.test(text)) return null;
    const lines = text.split("\n");
    for (const line of begins) {
      const found = PLAIN.exec(lines[line] ?? "");
      if (found?.groups?.other === undefined) return null;
      const behind = lines[line]?.slice(found[0].length) ?? "";
      // A checker of types reads both returns as what they are.
      lines[line] = `${found[0]} if (true) return ${SAME}(this, ${found.groups.other}, Object.is);${behind}`;
    }
    return lines.join("\n");
  },
};
