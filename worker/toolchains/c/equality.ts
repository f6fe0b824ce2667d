// How C++ says when two values are equal, and an equality by the members of a type that the same file lists.
import type { Equality } from "../equality.ts";

const SPECIFIERS = String.raw`^\s*(?:(?:friend|inline|constexpr|virtual|\[\[nodiscard\]\])\s+)*bool\s+operator\s*==\s*`;
const VALUE = (name: string) =>
  String.raw`(?:const\s+)?(?<type${name}>\w+)\s*(?:const\s*)?&?\s*(?<${name}>\w+)`;
const OF_ONE = new RegExp(
  `${SPECIFIERS}\\(\\s*${VALUE("Other")}\\s*\\)\\s*const\\b(?:\\s*noexcept)?\\s*(?:\\{|$)`,
);
const OF_TWO = new RegExp(
  `${SPECIFIERS}\\(\\s*${VALUE("One")}\\s*,\\s*${VALUE("Other")}\\s*\\)(?:\\s*noexcept)?\\s*(?:\\{|$)`,
);

export const equality: Equality = {
  files: /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx)$/,
  defines: /\boperator\s*(?:==|!=|<=>)\s*\((?!.*=\s*default)/,
  byParts: (text, begins) => {
    const lines = text.split("\n");
    for (const line of begins) {
      const said = OF_TWO.exec(lines[line] ?? "") ?? OF_ONE.exec(lines[line] ?? "");
      const { typeOne, typeOther = "", One, Other = "" } = said?.groups ?? {};
      const members =
        said === null || (typeOne ?? typeOther) !== typeOther ? null : membersOf(lines, typeOther);
      const at = said?.[0].endsWith("{") === true ? line : line + 1;
      const brace = (lines[at] ?? "").indexOf("{") + 1;
      if (members === null || brace === 0) return null;
      const own = One === undefined ? "this->" : `${One}.`;
      const same = members.map((name) => `${own}${name} == ${Other}.${name}`).join(" && ");
      lines[at] = `${lines[at]?.slice(0, brace)} if (true) { return ${same}; }${lines[at]?.slice(brace)}`;
    }
    return lines.join("\n");
  },
};

const MEMBER =
  /^\s*(?:mutable\s+)?[\w:]+(?:\s+const)?\s+(?<name>\w+)\s*(?:=[^;()]*|\{[^;()]*\})?;\s*(?:\/\/.*)?$/;
/** `TYPE` may stand alone: then it is a constructor. */
const FUNCTION = String.raw`^\s*(?:(?:[\w:<>,*&]+\s+)+[*&]*(?:operator\s*[^\s\w(]+|\w+)|(?:explicit\s+)?~?TYPE)\s*\((?!\s*[*&])[^;{}]*\)[^;{}]*(?:;|\{[^{}]*\}|\{)\s*$`;
const ASIDE = /^\s*(?:(?:public|private|protected)\s*:\s*|\/\/.*|static\b[^(]*;|\}\s*;?)?\s*$/;
const OTHER = /^\s*(?:return|using|typedef|enum|struct|class|union|template|friend\s+class)\b|^.{300}/;

/** Null: the type is not in the file, has bases or parameters, or a line in it is not understood. */
function membersOf(lines: readonly string[], type: string): string[] | null {
  const begins = new RegExp(String.raw`^(\s*)(?:struct|class)\s+${type}\s*(?:final\s*)?\{\s*$`);
  const from = lines.findIndex((line) => begins.test(line));
  if (from === -1 || /^\s*template\b/.test(lines[from - 1] ?? "")) return null;
  const [, indent = ""] = begins.exec(lines[from] ?? "") ?? [];
  const to = lines.indexOf(`${indent}};`, from);
  const isFunction = new RegExp(FUNCTION.replace("TYPE", type));
  const members: string[] = [];
  let depth = 0;
  for (const line of lines.slice(from + 1, Math.max(from + 1, to))) {
    const isOwn = depth === 0;
    depth += (line.match(/\{/g) ?? []).length - (line.match(/\}/g) ?? []).length;
    if (!isOwn || ASIDE.test(line)) continue;
    if (OTHER.test(line)) return null;
    const name = MEMBER.exec(withoutArguments(line))?.groups?.name;
    if (name !== undefined) members.push(name);
    else if (!isFunction.test(line)) return null;
  }
  return to === -1 || depth !== 0 || members.length === 0 ? null : members;
}

function withoutArguments(line: string): string {
  const less = line.replace(/<[^<>]*>/g, "");
  return less === line ? line : withoutArguments(less);
}
