// How Ruby says when two values are equal, and an equality by class and instance variables.
import type { Equality } from "../equality.ts";

const DEFINES =
  /^\s+(?:def (?:==|eql\?|equal\?|(?:self\.)?===|is_a\?|kind_of\?|instance_of\?)|include Comparable\b)/;
const PLAIN = /^\s+def (?:==|eql\?)\s*\(?\s*(?<other>\w+)\s*\)?\s*$/;
/** Code that says something else of its own parts. */
const LIES = /\b(?:Kernel|BasicObject|instance_method|bind_call|remove_instance_variable)\b/;

/** The methods are those of the language, whatever the class defines. */
const SAME = [
  "->(a, b) {",
  "m = ->(of, name) { of.instance_method(name) };",
  "k = m.call(Kernel, :class); v = m.call(Kernel, :instance_variables); g = m.call(Kernel, :instance_variable_get);",
  "p = ->(o) { v.bind_call(o).sort.map { |n| [n, g.bind_call(o, n)] } };",
  "m.call(BasicObject, :equal?).bind_call(a, b) || (m.call(BasicObject, :equal?).bind_call(k.bind_call(a), k.bind_call(b)) &&",
  "m.call(Class, :superclass).bind_call(k.bind_call(a)) == Object && !p.call(a).empty? && p.call(a) == p.call(b)) }",
].join(" ");

export const equality: Equality = {
  files: /\.rb$/,
  defines: DEFINES,
  byParts: (text, begins) => {
    if (LIES.test(text)) return null;
    const lines = text.split("\n");
    for (const line of begins) {
      const { other } = PLAIN.exec(lines[line] ?? "")?.groups ?? {};
      if (other === undefined) return null;
      lines[line] = `${lines[line]}; return (${SAME}).call(self, ${other})`;
    }
    return lines.join("\n");
  },
};
