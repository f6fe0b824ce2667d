// How Python says when two values are equal, and an equality by type and parts.
import type { Equality } from "../equality.ts";

const DEFINES = /^\s+def __(?:eq|ne|instancecheck|subclasscheck)__\b|\bcompare\s*=\s*False\b/;
const PLAIN = /^\s+def __eq__\(\s*(?<own>\w+)\s*,\s*(?<other>\w+)\s*(?::[^)]*)?\)\s*(?:->[^:]*)?:\s*$/;
/** A class that says something else of its own parts; and examples in documentation, whose lines have to keep their numbers. */
const UNSURE = /__(?:dict|slots|class|mro|getattribute|getattr|new)__|\bmetaclass\b|^\s*>>> /m;

/** Names could mean something else in the file, so all of them come from a literal. A class of bases has parts that nobody sees. */
const SAME =
  '(lambda a, b, o, t: a is b or (t(a) is t(b) and t(t(a)) is t and t(a).__mro__[1:] == (o,) and o.__getattribute__(a, "__dict__") != {} and o.__getattribute__(a, "__dict__") == o.__getattribute__(b, "__dict__")))';

export const equality: Equality = {
  files: /\.py$/,
  defines: DEFINES,
  byParts: (text, begins) => {
    if (UNSURE.test(text)) return null;
    const lines = text.split("\n");
    for (const line of begins.toReversed()) {
      const { own, other } = PLAIN.exec(lines[line] ?? "")?.groups ?? {};
      if (own === undefined || other === undefined) return null;
      const [indent = ""] = /^\s*/.exec(lines[line + 1] ?? "") ?? [];
      const returned = `${SAME}(${own}, ${other}, ().__class__.__base__, ().__class__.__class__)`;
      lines.splice(line + 1, 0, `${indent}return ${returned}`);
    }
    return lines.join("\n");
  },
};
